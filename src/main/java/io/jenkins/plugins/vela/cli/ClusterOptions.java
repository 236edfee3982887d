package io.jenkins.plugins.vela.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which clusters a run can name. */
final class ClusterOptions {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
    private static final Pattern LABEL = Pattern.compile("([^:=]+):([^=]+)=(.*)");

    @Option(
            names = "--cluster",
            paramLabel = "NAME=KUBECONFIG[#CONTEXT]",
            description =
                    "A cluster that steps can name; repeatable. The name local is the default cluster. Without any,"
                            + " the current kubeconfig context is the default.")
    private List<String> clusters = List.of();

    @Option(
            names = "--embedded",
            paramLabel = "NAME,NAME...",
            description =
                    "An embedded cluster as the default, and one for each name given (--embedded=a,b). A sandbox for"
                            + " trying: nothing in it really runs.")
    private Optional<String> embedded = Optional.empty();

    @Option(
            names = "--cluster-label",
            paramLabel = "NAME:KEY=VALUE",
            description = "A label of a cluster, by which steps can choose clusters; repeatable.")
    private List<String> labels = List.of();

    @Option(names = "--strict-kinds", description = "Embedded clusters refuse kinds that nobody defined.")
    private boolean strictKinds;

    /** The wish as data: names with {@code embedded} or a kubeconfig. */
    ClusterPlan plan() {
        List<ClusterPlan.Entry> entries = new ArrayList<>();
        embedded.ifPresent(names -> {
            entries.add(new ClusterPlan.Entry(ClusterPlan.DEFAULT, Optional.empty(), Map.of()));
            Stream.of(names.split(","))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty() && !name.equals(ClusterPlan.DEFAULT))
                    .distinct()
                    .forEach(name -> entries.add(
                            new ClusterPlan.Entry(checked("--embedded", name), Optional.empty(), Map.of())));
        });
        for (String cluster : clusters) {
            int equals = cluster.indexOf('=');
            if (equals < 1 || equals == cluster.length() - 1) {
                throw Refusal.badInput("--cluster " + cluster + ": expected NAME=KUBECONFIG[#CONTEXT]");
            }
            String name = checked("--cluster", cluster.substring(0, equals));
            if (entries.stream().anyMatch(entry -> entry.name().equals(name))) {
                throw Refusal.badInput("--cluster " + name + ": there is another cluster of this name");
            }
            entries.add(new ClusterPlan.Entry(name, Optional.of(cluster.substring(equals + 1)), Map.of()));
        }
        labels.forEach(label -> give(entries, label));
        return new ClusterPlan(entries, strictKinds);
    }

    private static void give(List<ClusterPlan.Entry> entries, String label) {
        Matcher parts = LABEL.matcher(label);
        if (!parts.matches()) {
            throw Refusal.badInput("--cluster-label " + label + ": expected NAME:KEY=VALUE");
        }
        for (int i = 0; i < entries.size(); i++) {
            ClusterPlan.Entry entry = entries.get(i);
            if (entry.name().equals(parts.group(1))) {
                Map<String, String> all = new LinkedHashMap<>(entry.labels());
                all.put(parts.group(2), parts.group(3));
                entries.set(i, entry.labelled(all));
                return;
            }
        }
        throw Refusal.badInput("--cluster-label " + label + ": no cluster of this name is given");
    }

    boolean isGiven() {
        return embedded.isPresent() || !clusters.isEmpty();
    }

    private static String checked(String option, String name) {
        if (!NAME.matcher(name).matches()) {
            throw Refusal.badInput(
                    option + " " + name + ": a cluster's name has small letters, digits, dots and dashes only");
        }
        return name;
    }
}

package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import io.jenkins.plugins.vela.sandbox.EmbeddedOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velaflow cluster}: embedded clusters that stay, for other programs to use, such as a Jenkins or kubectl. */
@Command(
        name = "cluster",
        description = "Start embedded clusters for other programs, and keep them until Ctrl-C.",
        footer = {"", "Objects are gone with the process."})
final class ClusterCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "What they are called; one called local if not given.")
    private List<String> names = List.of("local");

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where NAME.kubeconfig of each is written; here if not given.")
    private Path directory = Path.of("");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port of the first one; the others take those that follow. Any free ones if not given.")
    private int port;

    private final Console console;

    ClusterCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        refuseBadInput();
        List<EmbeddedCluster> clusters = new ArrayList<>();
        try {
            for (String name : names) {
                EmbeddedCluster cluster = start(name, port == 0 ? 0 : port + clusters.size());
                clusters.add(cluster);
                Path kubeconfig = cluster.writeKubeconfig(directory.resolve(name + ".kubeconfig"));
                console.out().println(name + " serves " + cluster.url() + ", kubeconfig " + kubeconfig);
            }
            console.out().flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } finally {
            clusters.forEach(EmbeddedCluster::close);
        }
        return ExitCode.SUCCEEDED;
    }

    private void refuseBadInput() {
        for (String name : names) {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw Refusal.badInput(
                        "\"" + name + "\" cannot be the name of a cluster: letters, digits, '.', '_', '-'");
            }
        }
        if (names.stream().distinct().count() < names.size()) {
            throw Refusal.badInput("two clusters have the same name");
        }
        if (port < 0 || port + names.size() - 1 > HIGHEST_PORT) {
            throw Refusal.badInput("--port: expected 1 to " + (HIGHEST_PORT + 1 - names.size()) + ", not " + port);
        }
        if (!Files.isDirectory(directory.toAbsolutePath())) {
            throw Refusal.badInput(directory + ": no such directory");
        }
    }

    private static EmbeddedCluster start(String name, int port) {
        try {
            return EmbeddedCluster.start(name, EmbeddedOptions.defaults().withPort(port));
        } catch (UncheckedIOException taken) {
            throw new Refusal(
                    ExitCode.BAD_INPUT,
                    name + " cannot listen on port " + port + ": "
                            + taken.getCause().getMessage(),
                    taken);
        }
    }
}

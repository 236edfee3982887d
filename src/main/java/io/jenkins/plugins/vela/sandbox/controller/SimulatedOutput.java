package io.jenkins.plugins.vela.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a container would have written, guessed from its image and arguments; nothing is executed. */
final class SimulatedOutput {

    private static final Pattern ECHO = Pattern.compile("\\becho\\s+(\"[^\"]*\"|'[^']*'|[^;&|\\n]+)");

    private SimulatedOutput() {}

    static List<String> of(JsonNode container, Behaviour behaviour) {
        if (behaviour.log().isPresent()) {
            return behaviour.log().get();
        }
        List<String> words = new ArrayList<>();
        container.path("command").forEach(word -> words.add(word.asText()));
        container.path("args").forEach(word -> words.add(word.asText()));
        String image = container.path("image").asText();
        List<String> lines = new ArrayList<>();
        if (image.contains("kaniko") || option(words, "--destination").isPresent()) {
            build(words, behaviour.exit() == 0, lines);
        } else {
            echoes(words, lines);
            if (lines.isEmpty()) {
                lines.add("sandbox: container " + container.path("name").asText() + " runs " + image
                        + (words.isEmpty() ? "" : " " + String.join(" ", words)));
            }
            if (behaviour.exit() != 0) {
                lines.add("sandbox: container ends with exit code " + behaviour.exit());
            }
        }
        return lines;
    }

    private static void build(List<String> words, boolean succeeds, List<String> lines) {
        String context = option(words, "--context").orElse("dir:///workspace");
        String file = option(words, "--dockerfile").orElse("Dockerfile");
        String destination = option(words, "--destination").orElse("(no destination)");
        lines.add("sandbox: simulated image build, nothing is built or pushed");
        lines.add("INFO[0000] Fetching build context " + context);
        lines.add("INFO[0001] Reading " + file);
        lines.add("INFO[0002] Unpacking rootfs and running the instructions of " + file);
        lines.add("INFO[0003] Taking snapshot of full filesystem...");
        if (succeeds) {
            lines.add("INFO[0004] Pushing image to " + destination);
            lines.add("INFO[0005] Pushed " + destination);
        } else {
            lines.add("error building image: error building stage: failed to execute command: exit status 1");
        }
    }

    private static Optional<String> option(List<String> words, String name) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith(name + "=")) {
                return Optional.of(word.substring(name.length() + 1));
            }
            if (word.equals(name) && i + 1 < words.size()) {
                return Optional.of(words.get(i + 1));
            }
        }
        return Optional.empty();
    }

    private static void echoes(List<String> words, List<String> lines) {
        if (!words.isEmpty() && words.get(0).equals("echo")) {
            lines.add(String.join(" ", words.subList(1, words.size())));
            return;
        }
        Matcher echo = ECHO.matcher(String.join(" ", words));
        while (echo.find()) {
            String text = echo.group(1).strip();
            boolean quoted = text.length() > 1 && (text.startsWith("\"") || text.startsWith("'"));
            lines.add(quoted ? text.substring(1, text.length() - 1) : text);
        }
    }
}

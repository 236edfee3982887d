package io.jenkins.plugins.vela.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.console.AnnotatedLargeText;
import hudson.console.ConsoleNote;
import hudson.model.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.actions.LogAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/**
 * What one step of a workflow has said: its lines in the log of the build, which are masked and kept already. They begin with
 * the step's name in brackets, maybe behind a time that the build puts in front.
 */
final class StepLogText {
    private static final Pattern TIME = Pattern.compile("^\\[\\d{4}-\\d\\d-\\d\\dT[^]]*] ");

    /** More is for the build's own page. */
    private static final int MOST_LINES = 5_000;

    private final Run<?, ?> run;
    private final String node;
    private final String prefix;

    /**
     * @param node the node of the build's graph at which the workflow runs
     * @param step the step's name, with that of its group and a slash before it
     */
    StepLogText(Run<?, ?> run, String node, String step) {
        this.run = run;
        this.node = node;
        this.prefix = "[" + step + "] ";
    }

    /**
     * The lines from a place on.
     *
     * @param from 0, or {@code next} of an earlier answer
     * @return {@code lines}, how many earlier ones were {@code left} out, and {@code next}
     */
    ObjectNode from(long from) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AnnotatedLargeText<?> text = text();
        long start = Math.max(0, Math.min(from, text.length()));
        long read = text.writeRawLogTo(start, bytes);
        byte[] raw = bytes.toByteArray();
        int end = raw.length;
        // a line that is being written is told when it is whole
        while (end > 0 && raw[end - 1] != '\n') {
            end--;
        }
        Deque<String> lines = new ArrayDeque<>();
        int left = 0;
        for (String line : new String(raw, 0, end, StandardCharsets.UTF_8).split("\r?\n")) {
            String plain = TIME.matcher(ConsoleNote.removeNotes(line)).replaceFirst("");
            if (plain.startsWith(prefix)) {
                lines.add(plain.substring(prefix.length()));
                if (lines.size() > MOST_LINES) {
                    lines.remove();
                    left++;
                }
            }
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("next", Math.min(start + end, read));
        json.put("left", left);
        ArrayNode all = json.putArray("lines");
        lines.forEach(all::add);
        return json;
    }

    private AnnotatedLargeText<?> text() throws IOException {
        if (run instanceof FlowExecutionOwner.Executable pipeline) {
            FlowExecutionOwner owner = pipeline.asFlowExecutionOwner();
            FlowExecution execution = owner == null ? null : owner.getOrNull();
            FlowNode found = execution == null ? null : execution.getNode(node);
            LogAction log = found == null ? null : found.getAction(LogAction.class);
            if (log != null) {
                return log.getLogText();
            }
        }
        return run.getLogText();
    }
}

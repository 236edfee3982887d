package io.jenkins.plugins.vela.step;

import hudson.Util;
import io.jenkins.plugins.vela.cue.schema.SchemaField;
import io.jenkins.plugins.vela.stepcall.StepFunction;
import io.jenkins.plugins.vela.stepform.FormField;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * Help for a step and its parameters, from the words of its definition. Definitions can be hostile: names are escaped,
 * descriptions go through the markup formatter that the administrator has chosen.
 */
final class StepHelp {
    private StepHelp() {}

    /** Writes the help that a form fetches; {@code /name} is the help of a parameter. */
    static void write(StepFunction definition, String path, StaplerResponse2 response) throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        String name = path.startsWith("/") ? path.substring(1) : path;
        try (PrintWriter out = response.getWriter()) {
            if (name.isEmpty()) {
                out.print(of(definition));
            } else {
                Optional<SchemaField> field = definition.fields().stream()
                        .filter(some -> some.name().equals(name))
                        .findFirst();
                out.print(field.isPresent() ? of(field.get()) : "<div></div>");
            }
        }
    }

    /** Everything about a step: what it does, and its parameters. */
    static String of(StepFunction definition) throws IOException {
        StringBuilder html = new StringBuilder("<div>");
        html.append("<p>").append(words(definition.description())).append("</p>");
        html.append("<p>Step type <code>")
                .append(Util.escape(definition.type()))
                .append("</code>.</p>");
        if (!definition.fields().isEmpty()) {
            html.append("<dl>");
            for (FormField field : FormField.of(definition.fields())) {
                html.append("<dt><code>").append(Util.escape(field.name())).append("</code>: ");
                html.append(Util.escape(field.summary()));
                if (field.isRequired()) {
                    html.append(", required");
                } else if (!field.defaultText().isEmpty() && !field.isDefaultFromRun()) {
                    html.append(", default <code>")
                            .append(Util.escape(field.defaultText()))
                            .append("</code>");
                }
                html.append("</dt><dd>").append(words(field.usage())).append("</dd>");
            }
            html.append("</dl>");
        }
        return html.append("</div>").toString();
    }

    private static String of(SchemaField field) throws IOException {
        StringBuilder html = new StringBuilder("<div>");
        html.append(words(field.documentation().usage()));
        html.append(" <p>").append(Util.escape(field.schema().summary())).append("</p>");
        List<String> examples = field.documentation().examples();
        if (!examples.isEmpty()) {
            html.append("<p>For example <code>")
                    .append(Util.escape(examples.get(0)))
                    .append("</code></p>");
        }
        return html.append("</div>").toString();
    }

    private static String words(String text) throws IOException {
        return text.isEmpty() ? "" : Jenkins.get().getMarkupFormatter().translate(text);
    }
}

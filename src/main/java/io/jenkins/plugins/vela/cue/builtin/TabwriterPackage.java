package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.STRING;
import static io.jenkins.plugins.vela.cue.value.Kind.TOP;

import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Scalars;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Package {@code text/tabwriter}: text with tabs to columns, one space between them. */
final class TabwriterPackage {
    private TabwriterPackage() {}

    static Members members() {
        return new Members("text/tabwriter").function("Write", STRING, TabwriterPackage::write, TOP);
    }

    private static Value write(Call call) throws Failure {
        Value value = call.context().value(call.value(0));
        if ((value.kinds() & (Kind.STRING | Kind.BYTES)) != 0) {
            return Results.text(align(call.text(0)));
        }
        if (value.kinds() != Kind.LIST) {
            throw Failure.of("tabwriter.Write: unsupported type " + Kind.name(value.kinds()));
        }
        StringBuilder lines = new StringBuilder();
        for (Value line : call.elements(value)) {
            Value text = call.context().value(line);
            if (text instanceof Scalars.Text string) {
                lines.append(string.value()).append('\n');
            } else if (text instanceof Scalars.Binary binary) {
                lines.append(Utf8.text(binary.value().toByteArray())).append('\n');
            } else {
                throw Failure.of("cannot use value " + Call.describe(text) + " as (string|bytes)");
            }
        }
        return Results.text(align(lines.toString()));
    }

    private static String align(String text) {
        List<String[]> rows = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            rows.add(line.split("\t", -1));
        }
        int[][] widths = new int[rows.size()][];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = new int[rows.get(i).length - 1];
            Arrays.fill(widths[i], -1);
        }
        for (int row = 0; row < widths.length; row++) {
            for (int column = 0; column < widths[row].length; column++) {
                if (widths[row][column] < 0) {
                    measure(rows, widths, row, column);
                }
            }
        }
        StringBuilder out = new StringBuilder();
        for (int row = 0; row < widths.length; row++) {
            String[] cells = rows.get(row);
            for (int column = 0; column < widths[row].length; column++) {
                int padding = widths[row][column] - length(cells[column]);
                out.append(cells[column]).append(" ".repeat(padding));
            }
            out.append(cells[cells.length - 1]).append(row < widths.length - 1 ? "\n" : "");
        }
        return out.toString();
    }

    /** A column is a block of neighbouring lines that have a cell there, ended by a tab. */
    private static void measure(List<String[]> rows, int[][] widths, int first, int column) {
        int end = first;
        int width = 0;
        while (end < widths.length && widths[end].length > column) {
            width = Math.max(width, length(rows.get(end)[column]) + 1);
            end++;
        }
        for (int row = first; row < end; row++) {
            widths[row][column] = width;
        }
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}

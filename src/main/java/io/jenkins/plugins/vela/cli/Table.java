package io.jenkins.plugins.vela.cli;

import java.util.ArrayList;
import java.util.List;

/** Columns under headings as kubectl prints them: three blanks between, no line drawing, nothing behind the last cell. */
final class Table {
    private static final int GAP = 3;

    /** A cell's text and the style it is shown in; width counts the text alone. */
    record Cell(String text, Style style) {
        static Cell of(String text) {
            return new Cell(text, Style.PLAIN);
        }
    }

    private final List<List<Cell>> rows = new ArrayList<>();

    Table(String... headings) {
        List<Cell> row = new ArrayList<>();
        for (String heading : headings) {
            row.add(Cell.of(heading));
        }
        rows.add(row);
    }

    Table row(List<Cell> cells) {
        if (cells.size() != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    cells.size() + " cells under " + rows.get(0).size() + " headings");
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    Table row(String... texts) {
        return row(List.of(texts).stream().map(Cell::of).toList());
    }

    /** The lines, without line ends. */
    List<String> lines(Console console) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<Cell> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i).text()));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<Cell> row : rows) {
            StringBuilder line = new StringBuilder();
            int pending = 0;
            for (int i = 0; i < columns; i++) {
                Cell cell = row.get(i);
                if (!cell.text().isEmpty()) {
                    line.append(" ".repeat(pending)).append(cell.style().on(console, cell.text()));
                    pending = 0;
                }
                pending += widths[i] - width(cell.text()) + GAP;
            }
            lines.add(line.toString());
        }
        return lines;
    }

    static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}

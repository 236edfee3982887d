package io.jenkins.plugins.vela.cue.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Aligns the cells of consecutive lines: a column is as wide as its widest cell in all neighbouring lines that have a
 * further cell after it. Indentation makes empty cells of its own at the beginning of lines.
 */
final class Columns {
    private static final int PADDING = 1;

    private static final class Cell {
        final StringBuilder text = new StringBuilder();
        boolean isIndent;

        int width() {
            return text.codePointCount(0, text.length());
        }
    }

    private final int tabWidth;
    private final StringBuilder out = new StringBuilder();
    private List<List<Cell>> table = new ArrayList<>();
    private List<Cell> line = new ArrayList<>();
    private Cell cell = new Cell();

    Columns(int tabWidth) {
        this.tabWidth = tabWidth;
    }

    void text(String text) {
        cell.text.append(text);
    }

    boolean isLineEmpty() {
        return line.isEmpty() && cell.text.isEmpty();
    }

    boolean isEmpty() {
        return out.isEmpty() && table.isEmpty() && isLineEmpty();
    }

    void nextColumn() {
        line.add(cell);
        cell = new Cell();
    }

    void indent(int levels) {
        for (int i = 0; i < levels; i++) {
            cell.isIndent = true;
            nextColumn();
        }
    }

    void endLine() {
        line.add(cell);
        cell = new Cell();
        table.add(line);
        line = new ArrayList<>();
    }

    void endTable() {
        if (!table.isEmpty()) {
            write(0, table.size(), new ArrayList<>());
            table = new ArrayList<>();
        }
    }

    String finish() {
        if (!isLineEmpty()) {
            endLine();
            out.setLength(out.length());
            endTable();
            out.setLength(out.length() - 1);
        } else {
            endTable();
        }
        return out.toString();
    }

    /** Lays out lines whose first columns have the given widths. */
    private void write(int from, int to, List<Integer> widths) {
        int column = widths.size();
        int first = from;
        int at = from;
        while (at < to) {
            if (column >= table.get(at).size() - 1) {
                at++;
                continue;
            }
            lines(first, at, widths);
            first = at;
            int width = 0;
            boolean isUsed = false;
            for (; at < to && column < table.get(at).size() - 1; at++) {
                Cell next = table.get(at).get(column);
                width = Math.max(width, next.width() + PADDING);
                isUsed |= next.isIndent || !next.text.isEmpty();
            }
            widths.add(isUsed ? width : 0);
            write(first, at, widths);
            widths.remove(column);
            first = at;
        }
        lines(first, to, widths);
    }

    private void lines(int from, int to, List<Integer> widths) {
        for (int i = from; i < to; i++) {
            boolean atStart = true;
            List<Cell> cells = table.get(i);
            for (int j = 0; j < cells.size(); j++) {
                Cell next = cells.get(j);
                out.append(next.text);
                atStart &= next.text.isEmpty();
                if (j < widths.size()) {
                    int pad = widths.get(j) - next.width();
                    out.append(atStart ? "\t".repeat((pad + tabWidth - 1) / tabWidth) : " ".repeat(pad));
                }
            }
            out.append('\n');
        }
    }
}

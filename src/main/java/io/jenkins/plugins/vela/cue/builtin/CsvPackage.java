package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.BYTES;
import static io.jenkins.plugins.vela.cue.value.Kind.LIST;
import static io.jenkins.plugins.vela.cue.value.Kind.STRING;
import static io.jenkins.plugins.vela.cue.value.Kind.TOP;

import io.jenkins.plugins.vela.cue.value.Scalars;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Package {@code encoding/csv}: RFC 4180 with the reference's strictness. */
final class CsvPackage {
    private CsvPackage() {}

    static Members members() {
        return new Members("encoding/csv")
                .function("Encode", STRING, CsvPackage::encode, TOP)
                .function("Decode", LIST, CsvPackage::decode, BYTES | STRING);
    }

    private static Value encode(Call call) throws Failure {
        StringBuilder out = new StringBuilder();
        for (Value row : call.list(0)) {
            String separator = "";
            for (Value column : call.elements(row)) {
                Value value = call.context().value(column);
                String text = value instanceof Scalars.Text string ? string.value() : JsonText.write(call.json(column));
                out.append(separator).append(needsQuotes(text) ? "\"" + text.replace("\"", "\"\"") + "\"" : text);
                separator = ",";
            }
            out.append('\n');
        }
        return Results.text(out.toString());
    }

    private static boolean needsQuotes(String field) {
        if (field.isEmpty()) {
            return false;
        }
        return field.equals("\\.")
                || field.chars().anyMatch(ch -> ch == ',' || ch == '"' || ch == '\r' || ch == '\n')
                || Utf8.isSpace(field.codePointAt(0));
    }

    private static Value decode(Call call) throws Failure {
        List<Value> rows = new ArrayList<>();
        int width = -1;
        Reader reader = new Reader(call.text(0).replace("\r\n", "\n"));
        for (List<String> row = reader.next(); !row.isEmpty(); row = reader.next()) {
            if (width >= 0 && row.size() != width) {
                throw Failure.of("record on line " + reader.firstLine + ": wrong number of fields");
            }
            width = row.size();
            rows.add(Results.texts(call, row));
        }
        return Results.list(call, rows);
    }

    /** Reads rows; an empty row is the end. */
    private static final class Reader {
        private final String text;
        private int at;
        private int line = 1;
        private int firstLine;

        Reader(String text) {
            this.text = text;
        }

        List<String> next() throws Failure {
            while (at < text.length() && text.charAt(at) == '\n') {
                at++;
                line++;
            }
            firstLine = line;
            List<String> row = new ArrayList<>();
            if (at >= text.length()) {
                return row;
            }
            while (true) {
                row.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
                if (at >= text.length()) {
                    return row;
                }
                char separator = text.charAt(at++);
                if (separator == '\n') {
                    line++;
                    return row;
                }
            }
        }

        private String plain() throws Failure {
            int start = at;
            while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
                if (text.charAt(at) == '"') {
                    throw error("bare \" in non-quoted-field");
                }
                at++;
            }
            return text.substring(start, at);
        }

        private String quoted() throws Failure {
            StringBuilder field = new StringBuilder();
            at++;
            while (at < text.length()) {
                char ch = text.charAt(at++);
                if (ch != '"') {
                    line += ch == '\n' ? 1 : 0;
                    field.append(ch);
                } else if (at < text.length() && text.charAt(at) == '"') {
                    field.append('"');
                    at++;
                } else if (at >= text.length() || text.charAt(at) == ',' || text.charAt(at) == '\n') {
                    return field.toString();
                } else {
                    throw error("extraneous or missing \" in quoted-field");
                }
            }
            throw error("extraneous or missing \" in quoted-field");
        }

        private Failure error(String problem) {
            int start = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
            return Failure.of("parse error on line " + line + ", column " + (at - start + 1) + ": " + problem);
        }
    }
}

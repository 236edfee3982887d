package io.jenkins.plugins.vela.bench;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sources of a size that can be chosen. */
final class Inputs {

    private Inputs() {}

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
    }

    /** Services with a schema, defaults, guards and references: {@code lines} lines, a multiple of ten. */
    static String configuration(int lines) {
        return """
                #Service: {
                	name: string
                	port: *8080 | int & >0
                	tier: *"web" | "db"
                	env: [string]: string
                	if tier == "db" {storage: *"10Gi" | string}
                }
                domain: "example.org"

                """ + lines((lines - 9) / 10, i -> """
                service%1$d: #Service & {
                	name: "service-%1$d"
                	tier: "%2$s"
                	env: {
                		HOST:  "\\(name).\\(domain)"
                		INDEX: "%1$d"
                	}
                }
                port%1$d: service%1$d.port + 1
                """.formatted(i, i % 3 == 0 ? "db" : "web"));
    }

    /** One value that is one of so many. */
    static String disjunction(int ways) {
        return "#Kind: "
                + IntStream.range(0, ways).mapToObj(i -> "\"kind-" + i + "\"").collect(Collectors.joining(" | "))
                + "\n#Shape: "
                + IntStream.range(0, ways)
                        .mapToObj(i -> "{kind: \"kind-" + i + "\", field" + i + ": int}")
                        .collect(Collectors.joining(" | "))
                + "\nkind: #Kind & \"kind-" + (ways / 2) + "\"\nshape: #Shape & {kind: \"kind-" + (ways - 1)
                + "\", field"
                + (ways - 1) + ": 1}\n";
    }

    /** Four loops in each other over so many elements each, with a condition on each. */
    static String comprehension(int elements) {
        return "n: [" + IntStream.range(0, elements).mapToObj(Integer::toString).collect(Collectors.joining(", "))
                + "]\n"
                + """
                out: {
                	for a in n if a > 0 {
                		"a\\(a)": {
                			for b in n if b >= a {
                				"b\\(b)": [for c in n if c != b for d in n if d > c {a * b + c * d}]
                			}
                		}
                	}
                }
                """;
    }

    static String fields(int count) {
        return lines(count, i -> "field" + i + ": " + i);
    }

    static String list(int count) {
        return "list: [" + IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(", "))
                + "]";
    }

    static String loop(int count) {
        return list(count) + "\nout: {for i, x in list {\"f\\(i)\": x + 1}}\nsums: [for x in list {x + 1}]";
    }

    /** Each value refers to the one before. */
    static String chain(int count) {
        return "a0: 1\n" + lines(count - 1, i -> "a" + (i + 1) + ": a" + i + " + 1");
    }

    /** Structs that extend each other. */
    static String extension(int count) {
        return "s0: {v: 1}\n" + lines(count - 1, i -> "s" + (i + 1) + ": {v: s" + i + ".v}");
    }

    /** A choice of structs within a choice of structs within … */
    static String nestedChoices(int depth) {
        return "#C0: {a: 1} | {b: 1}\n"
                + lines(depth, i -> "#C%2$d: {k: \"x\", c: #C%1$d} | {k: \"y\", c: #C%1$d}".formatted(i, i + 1))
                + "\nout: #C" + depth + " & {k: \"x\"}";
    }
}

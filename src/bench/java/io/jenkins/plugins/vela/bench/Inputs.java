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

    /** A struct that is handed on by reference. */
    static String references(int count) {
        return "r0: {a: 1, b: \"s\"}\n" + lines(count - 1, i -> "r" + (i + 1) + ": r" + i);
    }

    /** The same, the last one first. */
    static String referencesBackwards(int count) {
        return lines(count - 1, i -> "r" + (count - 1 - i) + ": r" + (count - 2 - i)) + "\nr0: {a: 1, b: \"s\"}";
    }

    /** Definitions that are others by another name, and a value of the last one. */
    static String definitions(int count) {
        return "#D0: {a: int, b: string}\n"
                + lines(count - 1, i -> "#D" + (i + 1) + ": #D" + i)
                + "\nout: #D" + (count - 1) + " & {a: 1, b: \"s\"}";
    }

    /** Lets that are others by another name. */
    static String lets(int count) {
        return "let l0 = {a: 1}\n" + lines(count - 1, i -> "let l" + (i + 1) + " = l" + i) + "\nout: l" + (count - 1);
    }

    /** Fields that two pattern constraints apply to. */
    static String patterns(int count) {
        return "s: {[=~\"^f\"]: {v: int, w: *1 | int}, [string]: {...}}\ns: {\n"
                + lines(count, i -> "f" + i + ": v: " + i)
                + "\n}";
    }

    /** A closed struct of so many fields, and a value of it. */
    static String closed(int count) {
        return "#C: {\n" + lines(count, i -> "f" + i + ": int") + "\n}\nout: #C & {\n"
                + lines(count, i -> "f" + i + ": " + i) + "\n}";
    }

    /** One struct with so many fields that are there on a condition. */
    static String guards(int count) {
        return "x: 5\nout: {\n" + lines(count, i -> "if x > " + i % 10 + " {f" + i + ": " + i + "}") + "\n}";
    }

    /** One string of so many parts. */
    static String concatenation(int count) {
        return "s: " + IntStream.range(0, count).mapToObj(i -> "\"p" + i + "\"").collect(Collectors.joining(" + "));
    }

    /** A choice of so many strings that a loop makes, and two values of it. */
    static String computedChoice(int ways) {
        return "import \"list\"\n#Zone: or([for i in list.Range(0, " + ways + ", 1) {\"zone-\\(i)\"}])\n"
                + "first: #Zone & \"zone-0\"\nlast: #Zone & \"zone-" + (ways - 1) + "\"\nopen?: #Zone";
    }

    /** Items each of which is one of ten shapes. */
    static String choices(int count) {
        return "#Shape: "
                + IntStream.range(0, 10)
                        .mapToObj(i -> "{kind: \"k" + i + "\", v" + i + ": int}")
                        .collect(Collectors.joining(" | "))
                + "\n" + lines(count, i -> "x%1$d: #Shape & {kind: \"k%2$d\", v%2$d: 1}".formatted(i, i % 10));
    }

    /** Hidden structs that refer twice to the one before: what can be reached grows exponentially. */
    static String shared(int depth) {
        return "_s0: {v: 1}\n"
                + lines(depth, i -> "_s%1$d: {a: _s%2$d, b: _s%2$d}".formatted(i + 1, i))
                + "\nout: _s" + depth + ".a.b.a != _|_";
    }

    /** Lists that are the one before and one more element: their sizes together are half of the square. */
    static String growingLists(int count) {
        return "import \"list\"\nl0: []\n" + lines(count, i -> "l%d: list.Concat([l%d, [%d]])".formatted(i + 1, i, i));
    }

    /** A choice of structs within a choice of structs within … */
    static String nestedChoices(int depth) {
        return "#C0: {a: 1} | {b: 1}\n"
                + lines(depth, i -> "#C%2$d: {k: \"x\", c: #C%1$d} | {k: \"y\", c: #C%1$d}".formatted(i, i + 1))
                + "\nout: #C" + depth + " & {k: \"x\"}";
    }
}

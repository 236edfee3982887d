package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.BOOL;
import static io.jenkins.plugins.vela.cue.value.Kind.INT;
import static io.jenkins.plugins.vela.cue.value.Kind.LIST;
import static io.jenkins.plugins.vela.cue.value.Kind.NUMBER;
import static io.jenkins.plugins.vela.cue.value.Kind.TOP;

import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Num;
import io.jenkins.plugins.vela.cue.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Package {@code list}; sorting is in {@link ValueOrder}. */
final class ListPackage {
    /** Longest list that a function may make of nothing. */
    private static final int LONGEST = 1_000_000;

    private static final String SOURCE = """
            Comparer: {T: _, x: T, y: T, less: bool}
            Ascending: {Comparer, T: number | string, x: T, y: T, less: x < y}
            Descending: {Comparer, T: number | string, x: T, y: T, less: x > y}
            """;

    private ListPackage() {}

    static Members members() {
        Members all = new Members("list", SOURCE);
        parts(all);
        checks(all);
        numbers(all);
        return all.function("Sort", LIST, c -> Results.list(c, ValueOrder.of(c).sorted()), LIST, TOP)
                .function(
                        "SortStable",
                        LIST,
                        c -> Results.list(c, ValueOrder.of(c).sorted()),
                        LIST,
                        TOP)
                .function("IsSorted", BOOL, c -> Results.bool(ValueOrder.of(c).isSorted()), LIST, TOP)
                .function("SortStrings", LIST, ListPackage::sortStrings, LIST)
                .function("IsSortedStrings", BOOL, ListPackage::isSortedStrings, LIST);
    }

    private static void parts(Members all) {
        all.function("Drop", LIST, ListPackage::drop, LIST, INT)
                .function("Take", LIST, ListPackage::take, LIST, INT)
                .function("Slice", LIST, ListPackage::slice, LIST, INT, INT)
                .function("FlattenN", LIST, ListPackage::flatten, TOP, INT)
                .function("Repeat", LIST, ListPackage::repeat, LIST, INT)
                .function("Concat", LIST, ListPackage::concat, LIST)
                .function("Reverse", LIST, ListPackage::reverse, LIST)
                .function("Range", LIST, ListPackage::range, NUMBER, NUMBER, NUMBER);
    }

    private static void checks(Members all) {
        all.function("MinItems", BOOL, ListPackage::minItems, LIST, INT)
                .function("MaxItems", BOOL, ListPackage::maxItems, LIST, INT)
                .function("UniqueItems", BOOL, ListPackage::uniqueItems, LIST)
                .function("Contains", BOOL, ListPackage::contains, LIST, TOP)
                .schemaFunction("MatchN", BOOL, ListPackage::matchN, LIST, TOP, TOP);
    }

    private static void numbers(Members all) {
        all.function("Sum", NUMBER, c -> Results.decimal(sum(c.numbers(0))), LIST)
                .function("Product", NUMBER, ListPackage::product, LIST)
                .function("Avg", NUMBER, ListPackage::average, LIST)
                .function("Max", NUMBER, c -> Results.decimal(extreme(c.numbers(0), 1)), LIST)
                .function("Min", NUMBER, c -> Results.decimal(extreme(c.numbers(0), -1)), LIST);
    }

    private static Failure negative() {
        return Failure.of("negative index");
    }

    private static Value drop(Call call) throws Failure {
        List<Value> list = call.list(0);
        int count = call.size(1);
        if (count < 0) {
            throw negative();
        }
        return Results.list(call, list.subList(Math.min(count, list.size()), list.size()));
    }

    private static Value take(Call call) throws Failure {
        List<Value> list = call.list(0);
        int count = call.size(1);
        if (count < 0) {
            throw negative();
        }
        return Results.list(call, list.subList(0, Math.min(count, list.size())));
    }

    private static Value slice(Call call) throws Failure {
        List<Value> list = call.list(0);
        int from = call.size(1);
        int to = call.size(2);
        if (from < 0) {
            throw negative();
        }
        if (from > to) {
            throw Failure.of("invalid index: " + from + " > " + to);
        }
        if (to > list.size()) {
            throw Failure.of("slice bounds out of range");
        }
        return Results.list(call, list.subList(from, to));
    }

    private static Value flatten(Call call) throws Failure {
        List<Value> flat = new ArrayList<>();
        flatten(call, call.value(0), call.size(1), 0, flat);
        return Results.list(call, flat);
    }

    private static void flatten(Call call, Value list, int depth, int level, List<Value> flat) throws Failure {
        if (level > 1000) {
            throw Failure.of("list is nested too deeply");
        }
        for (Value element : call.elements(list)) {
            Value value = call.context().value(element);
            if (depth != 0 && value.kinds() == Kind.LIST) {
                flatten(call, value, depth - 1, level + 1, flat);
            } else {
                flat.add(element);
            }
        }
    }

    private static Value repeat(Call call) throws Failure {
        List<Value> list = call.list(0);
        int count = call.size(1);
        if (count < 0) {
            throw Failure.of("negative count");
        }
        checkLength((long) list.size() * count);
        List<Value> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.addAll(list);
        }
        return Results.list(call, all);
    }

    private static void checkLength(long length) throws Failure {
        if (length > LONGEST) {
            throw Failure.of("list is longer than " + LONGEST + " elements");
        }
    }

    private static Value concat(Call call) throws Failure {
        List<Value> all = new ArrayList<>();
        for (Value part : call.list(0)) {
            all.addAll(call.elements(part));
            checkLength(all.size());
        }
        return Results.list(call, all);
    }

    private static Value reverse(Call call) throws Failure {
        List<Value> list = new ArrayList<>(call.list(0));
        Collections.reverse(list);
        return Results.list(call, list);
    }

    private static Value range(Call call) throws Failure {
        BigDecimal start = call.decimal(0);
        BigDecimal limit = call.decimal(1);
        BigDecimal step = call.decimal(2);
        if (step.signum() == 0) {
            throw Failure.of("step must be non zero");
        }
        if (step.signum() > 0 && start.compareTo(limit) > 0) {
            throw Failure.of("end must be greater than start when step is positive");
        }
        if (step.signum() < 0 && start.compareTo(limit) < 0) {
            throw Failure.of("end must be less than start when step is negative");
        }
        List<Value> values = new ArrayList<>();
        BigDecimal next = start;
        while (next.compareTo(limit) * step.signum() < 0) {
            checkLength(values.size() + 1L);
            values.add(Results.decimal(next));
            next = next.add(step, Num.PRECISION);
        }
        return Results.list(call, values);
    }

    // ---- checks ----

    private static Value minItems(Call call) throws Failure {
        int count = call.list(0).size();
        long least = call.integer(1);
        if (count >= least) {
            return Results.bool(true);
        }
        String message = "len(list) < MinItems(" + least + ") (" + count + " < " + least + ")";
        return call.context().isOpen(call.value(0))
                ? call.context().unsatisfiedYet(message)
                : call.context().unsatisfied(message);
    }

    private static Value maxItems(Call call) throws Failure {
        int count = call.list(0).size();
        long most = call.integer(1);
        return count <= most
                ? Results.bool(true)
                : call.context().unsatisfied("len(list) > MaxItems(" + most + ") (" + count + " > " + most + ")");
    }

    private static Value uniqueItems(Call call) throws Failure {
        List<Value> list = call.list(0);
        for (int i = 0; i < list.size(); i++) {
            for (int j = i + 1; j < list.size(); j++) {
                if (call.context().equal(list.get(i), list.get(j))) {
                    Value value = call.context().value(list.get(i));
                    boolean isScalar = (value.kinds() & ~Kind.SCALAR) == 0;
                    return call.context()
                            .unsatisfied(
                                    isScalar
                                            ? "equal value (" + value + ") at position " + i + " and " + j
                                            : "equal values at position " + i + " and " + j);
                }
            }
        }
        return Results.bool(true);
    }

    private static Value contains(Call call) throws Failure {
        for (Value element : call.list(0)) {
            if (call.context().equal(element, call.value(1))) {
                return Results.bool(true);
            }
        }
        return Results.bool(false);
    }

    private static Value matchN(Call call) throws Failure {
        for (Value argument : call.arguments()) {
            if (argument instanceof Bottom bottom) {
                throw Failure.of(bottom);
            }
        }
        int count = 0;
        for (Value element : call.list(0)) {
            Value both = call.context().unify(call.value(2), element);
            Bottom missing = call.context().json(both).error();
            // types are as good as values here, but a required field has to be there
            boolean lacks = missing != null && missing.message().contains("required");
            if (call.context().fatal(both) == null && !lacks) {
                count++;
            }
        }
        Value wanted = call.context().unify(call.value(1), Num.of(count));
        return call.context().fatal(wanted) == null
                ? Results.bool(true)
                : call.context()
                        .unsatisfied("number of matched elements is " + count + ": does not satisfy "
                                + call.context().value(call.value(1)));
    }

    // ---- numbers ----

    private static BigDecimal sum(List<BigDecimal> numbers) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal number : numbers) {
            sum = sum.add(number, Num.PRECISION);
        }
        return sum;
    }

    private static Value product(Call call) throws Failure {
        BigDecimal product = BigDecimal.ONE;
        for (BigDecimal number : call.numbers(0)) {
            product = product.multiply(number, Num.PRECISION);
        }
        return Results.decimal(product);
    }

    private static Value average(Call call) throws Failure {
        List<BigDecimal> numbers = call.numbers(0);
        if (numbers.isEmpty()) {
            throw Failure.of("empty list");
        }
        return Results.decimal(sum(numbers).divide(BigDecimal.valueOf(numbers.size()), Num.PRECISION));
    }

    private static BigDecimal extreme(List<BigDecimal> numbers, int sign) throws Failure {
        if (numbers.isEmpty()) {
            throw Failure.of("empty list");
        }
        BigDecimal found = numbers.get(0);
        for (BigDecimal number : numbers) {
            found = number.compareTo(found) * sign > 0 ? number : found;
        }
        return found;
    }

    // ---- strings ----

    private static Value sortStrings(Call call) throws Failure {
        List<String> texts = new ArrayList<>(call.texts(0));
        texts.sort(Utf8::compare);
        return Results.texts(call, texts);
    }

    private static Value isSortedStrings(Call call) throws Failure {
        List<String> texts = call.texts(0);
        for (int i = 1; i < texts.size(); i++) {
            if (Utf8.compare(texts.get(i - 1), texts.get(i)) > 0) {
                return Results.bool(false);
            }
        }
        return Results.bool(true);
    }
}

package io.jenkins.plugins.vela.cue.builtin;

import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.CallContext;
import io.jenkins.plugins.vela.cue.value.Num;
import io.jenkins.plugins.vela.cue.value.Scalars;
import io.jenkins.plugins.vela.cue.value.Scalars.Text;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A list and the order that a comparer such as {@code list.Ascending} gives it. The comparer is CUE and may say anything,
 * so the sort must end whatever it says: a merge sort, which is stable too.
 */
final class ValueOrder {
    private final CallContext context;
    private final List<Value> list;
    private final Value comparer;

    private ValueOrder(CallContext context, List<Value> list, Value comparer) {
        this.context = context;
        this.list = list;
        this.comparer = comparer;
    }

    /** The first argument of a call, ordered by the second. */
    static ValueOrder of(Call call) throws Failure {
        return new ValueOrder(call.context(), call.list(0), call.value(1));
    }

    List<Value> sorted() throws Failure {
        if (!hasOrder()) {
            throw Failure.of("field not found: less");
        }
        Optional<Comparator<Value>> plain = plainOrder();
        if (plain.isPresent()) {
            List<Value> sorted = new ArrayList<>(list);
            sorted.sort(plain.get());
            return sorted;
        }
        return sorted(list);
    }

    /** The order of {@code list.Ascending} and {@code list.Descending} where all are strings or all are numbers. */
    private Optional<Comparator<Value>> plainOrder() {
        boolean isAscending = context.isMember(comparer, "list", "Ascending");
        if (!isAscending && !context.isMember(comparer, "list", "Descending")) {
            return Optional.empty();
        }
        Comparator<Value> order;
        if (list.stream().allMatch(Text.class::isInstance)) {
            order = (a, b) -> Utf8.compare(((Text) a).value(), ((Text) b).value());
        } else if (list.stream().allMatch(Num.class::isInstance)) {
            order = (a, b) -> ((Num) a).compareTo((Num) b);
        } else {
            return Optional.empty();
        }
        return Optional.of(isAscending ? order : order.reversed());
    }

    private boolean hasOrder() {
        return context.field(context.value(comparer), "less") != null;
    }

    /** Never an error: as in the reference, what cannot be compared is not sorted, and without an order all is. */
    boolean isSorted() {
        if (!hasOrder()) {
            return true;
        }
        try {
            return isInOrder();
        } catch (Failure failure) {
            return false;
        }
    }

    private boolean isInOrder() throws Failure {
        for (int i = list.size() - 1; i > 0; i--) {
            if (isLess(list.get(i), list.get(i - 1))) {
                return false;
            }
        }
        return true;
    }

    private List<Value> sorted(List<Value> part) throws Failure {
        if (part.size() < 2) {
            return part;
        }
        int middle = part.size() / 2;
        List<Value> left = sorted(part.subList(0, middle));
        List<Value> right = sorted(part.subList(middle, part.size()));
        List<Value> merged = new ArrayList<>(part.size());
        int i = 0;
        int j = 0;
        while (i < left.size() && j < right.size()) {
            merged.add(isLess(right.get(j), left.get(i)) ? right.get(j++) : left.get(i++));
        }
        merged.addAll(left.subList(i, left.size()));
        merged.addAll(right.subList(j, right.size()));
        return merged;
    }

    private boolean isLess(Value x, Value y) throws Failure {
        Value pair = context.struct(List.of(new CallContext.Field("x", x), new CallContext.Field("y", y)));
        Value less = context.field(context.unify(comparer, pair), "less");
        if (less == null) {
            throw Failure.of("field not found: less");
        }
        Value answer = context.value(less);
        if (answer instanceof Bottom bottom) {
            throw Failure.of(bottom);
        }
        // what is no bool says nothing about the order
        return answer instanceof Scalars.Bool bool && bool.value();
    }
}

package io.jenkins.plugins.vela.cue.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The conjuncts of a vertex. Most have one: it is its own list then, otherwise they are in an array with room for more. */
final class Conjuncts {

    private Conjuncts() {}

    static Conjunct get(Object conjuncts, int at) {
        return conjuncts instanceof Conjunct only ? only : ((Conjunct[]) conjuncts)[at];
    }

    /** So many conjuncts and one more; the ones given are not to be used any more. */
    static Object with(Object conjuncts, int count, Conjunct next) {
        if (count == 0) {
            return next;
        }
        Conjunct[] all;
        if (conjuncts instanceof Conjunct only) {
            all = new Conjunct[] {only, null};
        } else {
            all = (Conjunct[]) conjuncts;
            if (count == all.length) {
                all = Arrays.copyOf(all, count * 2);
            }
        }
        all[count] = next;
        return all;
    }

    static Object of(List<Conjunct> list) {
        return list.size() == 1 ? list.get(0) : list.toArray(new Conjunct[0]);
    }

    static List<Conjunct> list(Object conjuncts, int count) {
        List<Conjunct> all = new ArrayList<>(count + 1);
        for (int i = 0; i < count; i++) {
            all.add(get(conjuncts, i));
        }
        return all;
    }
}

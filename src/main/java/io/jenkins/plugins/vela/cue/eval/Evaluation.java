package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Import;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.compile.Program;
import io.jenkins.plugins.vela.cue.value.Bottom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** One evaluation of a program with data. Lazy; belongs to one thread at a time. */
public final class Evaluation {

    /**
     * How to evaluate.
     *
     * @param limits bounds
     * @param tracked label that makes a struct an action, or null
     * @param listArithmetic allow {@code +} and {@code *} on lists
     */
    public record Options(Limits limits, Label tracked, boolean listArithmetic) {}

    private static final int CLOCK_EVERY = 0xFFF;

    final Options options;
    final FieldOrders orders;
    final Expander expander = new Expander(this);
    final Literals literals = new Literals(this);
    final Arcs arcs = new Arcs(this);
    final Tasks tasks = new Tasks(this);
    final Chains chains = new Chains(this);
    final Evaluator evaluator = new Evaluator(this);
    final BottomTests bottomTests = new BottomTests(this);
    final Disjunctions disjunctions = new Disjunctions(this);
    final Functions functions = new Functions(this);
    final Tracking tracking;
    final Checker checker = new Checker(this);
    final Vertex root;

    /** Bits of the tracked actions read since somebody last asked. */
    long reads;
    /** Something was taken for missing while it was only being computed. */
    boolean unsure;
    /** Something was looked through that a comprehension may add to which is only being decided. */
    boolean metUndecided;
    /** An optional field was taken for missing that a comprehension may add which is only being decided. */
    boolean assumed;
    /** A struct whose comprehensions are left aside at present. */
    Vertex undecided;
    /** The vertex whose comprehension is being decided. */
    Vertex guarded;
    /** The vertex being expanded. */
    Vertex current;
    /** References followed to get to the expression being evaluated. */
    Trail trail;

    private final Map<Import, Vertex> packages = new HashMap<>();
    private final List<Work> idle = new ArrayList<>();
    /** What is being worked out at present; null when somebody outside looks. */
    Node reader;

    private final boolean hasOptionalCycle;
    private boolean begun;
    /** What {@link OptionalCycles} has found to be one, or to have one below. */
    IdentityHashMap<Vertex, Bottom> cyclic = new IdentityHashMap<>(1);
    /** Long chains of references were cut short: what rests on their links is not noted. */
    boolean hasLinks;

    private int notes;
    private int notesAtFirst = -1;
    private long deadline;
    private long steps;
    /** Steps of this evaluation before it was refilled, and of those before it. */
    private long stepsBefore;

    private long mostSteps;
    private int vertices;
    private int depth;

    /**
     * Begins one.
     *
     * @param stepsBefore steps of the evaluations that it came of
     */
    public Evaluation(Prepared prepared, FillTree fills, long stepsBefore) {
        this.options = prepared.options;
        this.orders = prepared.orders.shared();
        this.hasOptionalCycle = prepared.program.hasOptionalCycle();
        this.tracking = new Tracking(this, options.tracked());
        begin(stepsBefore);
        this.root = new Vertex(null, null);
        root.particulars().fills = fills;
        root.presence = Presence.REGULAR;
        addFiles(root, prepared.program, null);
    }

    private static void addFiles(Vertex vertex, Program program, Environment around) {
        for (Expression.StructLiteral file : program.files()) {
            vertex.append(Conjunct.of(around, file, null, null, 0, null));
        }
    }

    /** Finds what depends on the order of evaluation; to be called before anything is looked at. */
    public void begin() {
        if (!begun && hasOptionalCycle) {
            begun = true;
            cyclic = new IdentityHashMap<>();
            new OptionalCycles(this).mark(root);
        }
    }

    /** The value that is being worked out, or was when a limit was exceeded; null when none is. */
    public Vertex at() {
        return current;
    }

    public Vertex root() {
        return root;
    }

    /** A program compiled for the scope of a vertex, evaluated there. */
    public Vertex inScope(Program program, Vertex scope) {
        Vertex result = vertex(null, null);
        result.presence = Presence.REGULAR;
        addFiles(result, program, Environment.of(null, scope.deref()));
        return result;
    }

    Vertex imported(Import target) {
        Vertex known = packages.get(target);
        if (known == null) {
            known = vertex(null, null);
            known.presence = Presence.REGULAR;
            addFiles(known, target.program().orElseThrow(), null);
            packages.put(target, known);
        }
        return known;
    }

    /** Whether a vertex is the whole of an imported package. */
    boolean isPackage(Vertex vertex, String path) {
        for (Map.Entry<Import, Vertex> known : packages.entrySet()) {
            if (known.getValue() == vertex && known.getKey().path().equals(path)) {
                return true;
            }
        }
        return false;
    }

    Vertex vertex(Vertex parent, Label label) {
        if (++vertices > options.limits().vertices()) {
            throw new LimitException("more than " + options.limits().vertices() + " values");
        }
        return new Vertex(parent, label);
    }

    /** Gives a vertex what it needs while it is being expanded; most give it back when they are settled. */
    Work work(Vertex vertex) {
        vertex.work = idle.isEmpty() ? new Work() : idle.remove(idle.size() - 1);
        return vertex.work;
    }

    void release(Vertex vertex) {
        vertex.work.clear();
        idle.add(vertex.work);
        vertex.work = null;
    }

    // ---- who rests on what ----

    /** Somebody looks at the result of a node. */
    void read(Node node) {
        if (reader != null && reader != node && !reader.isWithin(node)) {
            node.readers = noted(node.readers, reader);
        }
    }

    /** Somebody asks whether a field is there, or for its conjuncts; matters where that may change. */
    void follow(Vertex vertex) {
        if (reader != null && vertex.candidates() != null) {
            take(vertex, reader);
        }
    }

    /** Somebody takes over the conjuncts of a vertex. */
    void take(Vertex target, Node taker) {
        Particulars particulars = target.particulars();
        particulars.followers = noted(particulars.followers, taker);
    }

    /** Somebody looks through everything below a vertex. */
    void search(Vertex vertex) {
        if (reader != null) {
            searchedBy(vertex, reader);
        }
    }

    void searchedBy(Vertex vertex, Node searcher) {
        Particulars particulars = vertex.particulars();
        particulars.searchers = noted(particulars.searchers, searcher);
    }

    /** One that looks twice in a row is noted once. */
    private Object noted(Object readers, Node node) {
        if (Readers.endsWith(readers, node)) {
            return readers;
        }
        notes++;
        return Readers.with(readers, node);
    }

    void reset(Vertex vertex) {
        if (vertex.work != null) {
            release(vertex);
        }
        vertex.reset();
    }

    /**
     * Puts other data in the place of the data there is, and forgets what rests on it.
     *
     * @return false when the evaluation has to begin anew; this one is of no use then
     */
    public boolean refill(FillTree after) {
        if (notesAtFirst < 0) {
            notesAtFirst = notes;
        }
        // most notes are about what is gone by now: it is cheaper to begin anew than to look for them
        if (hasOptionalCycle || notes > 3L * notesAtFirst + 1_000) {
            return false;
        }
        FillTree before = root.fills();
        begin(stepsBefore + steps);
        vertices = 0;
        return before == after || (!hasLinks && new Refill(this).replace(before, after));
    }

    // ---- limits ----

    private void begin(long before) {
        deadline = System.nanoTime() + options.limits().nanos();
        steps = 0;
        stepsBefore = before;
        mostSteps = Math.min(options.limits().steps(), options.limits().totalSteps() - before);
    }

    /** Steps so far, with those before other data was filled in. */
    public long totalSteps() {
        return stepsBefore + steps;
    }

    void step() {
        if (++steps > mostSteps) {
            boolean isTotal = mostSteps < options.limits().steps();
            throw new LimitException(
                    isTotal
                            ? "more than " + options.limits().totalSteps() + " steps since the data was filled in first"
                            : "more than " + mostSteps + " steps");
        }
        if ((steps & CLOCK_EVERY) == 0 && System.nanoTime() - deadline > 0) {
            throw new LimitException(
                    "evaluation takes longer than " + options.limits().nanos() / 1_000_000 + " ms");
        }
    }

    void enter() {
        step();
        if (++depth > options.limits().depth()) {
            depth = 0;
            throw new LimitException(
                    "values nested deeper than " + options.limits().depth());
        }
    }

    void leave() {
        depth--;
    }
}

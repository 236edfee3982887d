package io.jenkins.plugins.vela.cue;

import io.jenkins.plugins.vela.cue.compile.CompileException;
import io.jenkins.plugins.vela.cue.compile.Compiler;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.compile.Program;
import io.jenkins.plugins.vela.cue.eval.Evaluation;
import io.jenkins.plugins.vela.cue.eval.FillTree;
import io.jenkins.plugins.vela.cue.eval.LimitException;
import io.jenkins.plugins.vela.cue.eval.Prepared;
import io.jenkins.plugins.vela.cue.eval.Vertex;
import io.jenkins.plugins.vela.cue.eval.View;
import io.jenkins.plugins.vela.cue.syntax.Source;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One evaluation behind the values that were handed out of it. */
final class Session {

    private final CueTemplate template;
    private final CueOptions options;
    private final Prepared prepared;
    private final FillTree fills;
    private final Label tracked;
    /** Of the sessions that this one came of. */
    private final long stepsBefore;

    private Evaluation evaluation;
    private View view;
    private int generation;
    private CueError broken;

    Session(CueTemplate template, Prepared prepared, CueOptions options, FillTree fills) {
        this(template, prepared, options, fills, 0);
    }

    private Session(CueTemplate template, Prepared prepared, CueOptions options, FillTree fills, long stepsBefore) {
        this.stepsBefore = stepsBefore;
        this.template = template;
        this.options = options;
        this.prepared = prepared;
        this.fills = fills;
        this.tracked = Label.identifier(options.tracked().orElse("#do"), "");
    }

    Evaluation evaluation() {
        if (evaluation == null) {
            evaluation = new Evaluation(prepared, fills, stepsBefore);
            view = new View(evaluation);
            generation++;
        }
        return evaluation;
    }

    /**
     * A session with other data. It takes the evaluation with it, so that only what rests on the difference is worked out
     * again; if somebody looks at this session once more, it evaluates anew.
     */
    Session fill(FillTree next) {
        long steps = evaluation == null ? stepsBefore : evaluation.totalSteps();
        Session successor = new Session(template, prepared, options, next, steps);
        if (evaluation != null && broken == null && refills(next)) {
            successor.evaluation = evaluation;
            successor.view = view;
        }
        evaluation = null;
        view = null;
        return successor;
    }

    private boolean refills(FillTree next) {
        try {
            return evaluation.refill(next);
        } catch (StackOverflowError e) {
            // data nested this deeply is refused when it is evaluated
            return false;
        }
    }

    /** Grows when values that were found have to be found again. */
    int generation() {
        evaluation();
        return generation;
    }

    CueTemplate template() {
        return template;
    }

    /** The label that makes a struct an action. */
    Label tracked() {
        return tracked;
    }

    FillTree fills() {
        return fills;
    }

    View view() {
        evaluation();
        return view;
    }

    Vertex root() {
        return evaluation().root();
    }

    /** Does work on the evaluation; a limit that is exceeded breaks the whole evaluation. */
    <T> T run(CuePath where, Supplier<T> work) {
        if (broken != null) {
            throw new CueException(List.of(broken));
        }
        try {
            evaluation().begin();
            return work.get();
        } catch (LimitException e) {
            broken = limit(e.getMessage(), where);
        } catch (StackOverflowError e) {
            broken = limit("values nested too deeply", where);
        }
        throw new CueException(List.of(broken));
    }

    /** The error for a limit that was exceeded, with the value that was being worked out. */
    private CueError limit(String message, CuePath where) {
        Vertex at = evaluation == null ? null : evaluation.at();
        if (at == null) {
            return Errors.limit(message, where, Optional.empty());
        }
        CuePath path = Wiring.path(View.path(at));
        return Errors.limit(message, path.isRoot() ? where : path, view.position(at));
    }

    /** Evaluates a text in the scope of a vertex. */
    Value inScope(String text, Value scope) {
        if (!(scope instanceof Vertex vertex)) {
            throw new CueException(List.of(Errors.of((Bottom) scope, CuePath.root(), view())));
        }
        try {
            Program program = new Compiler(Wiring.settings(options))
                    .compileInScope(
                            Source.of("expression", text),
                            name -> !(view().field(vertex, Label.identifier(name, "")) instanceof Bottom bottom)
                                    || isDeclared(vertex, name, bottom));
            return evaluation().inScope(program, vertex);
        } catch (CompileException e) {
            throw new CueException(e.errors().stream().map(Errors::compilation).toList());
        }
    }

    /** A name that leads to a bottom is declared if the struct has such a field, even an optional one. */
    private boolean isDeclared(Vertex vertex, String name, Bottom bottom) {
        return bottom.isFatal()
                || options.inputs().contains(name)
                || view().fields(vertex).stream()
                        .anyMatch(field -> field.label().equals(Label.identifier(name, "")));
    }
}

package io.jenkins.plugins.vela.cue;

import io.jenkins.plugins.vela.cue.builtin.StandardPackages;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.compile.Settings;
import io.jenkins.plugins.vela.cue.eval.Evaluation;
import io.jenkins.plugins.vela.cue.eval.Limits;
import io.jenkins.plugins.vela.cue.eval.PredeclaredFunctions;
import io.jenkins.plugins.vela.cue.syntax.Source;
import io.jenkins.plugins.vela.cue.syntax.SyntaxLimits;
import java.util.ArrayList;
import java.util.List;

/** Translates options and paths of the public face for the packages behind it. */
final class Wiring {

    private Wiring() {}

    static Settings settings(CueOptions options) {
        SyntaxLimits limits = SyntaxLimits.defaults();
        return new Settings(
                path -> options.packages().sources(path).stream()
                        .map(source -> Source.of(source.name(), source.text()))
                        .toList(),
                options.packages()::paths,
                StandardPackages.instance(),
                PredeclaredFunctions.all(),
                options.legacyTemplates(),
                options.inputs(),
                new SyntaxLimits(
                        options.limits().sourceChars(),
                        Math.min(limits.nesting(), options.limits().nesting()),
                        limits.operatorChain(),
                        limits.literalDigits(),
                        limits.exponent(),
                        limits.errors()));
    }

    static Evaluation.Options evaluation(CueOptions options) {
        CueLimits limits = options.limits();
        return new Evaluation.Options(
                new Limits(
                        limits.nesting(),
                        limits.vertices(),
                        limits.steps(),
                        limits.disjuncts(),
                        limits.time().toNanos(),
                        limits.totalSteps()),
                options.tracked().map(label -> Label.identifier(label, "")).orElse(null),
                options.legacyTemplates());
    }

    static List<Label> labels(CuePath path) {
        List<Label> labels = new ArrayList<>(path.elements().size());
        for (CuePath.Element element : path.elements()) {
            labels.add(label(element));
        }
        return labels;
    }

    static Label label(CuePath.Element element) {
        if (element instanceof CuePath.Index index) {
            return Label.index(index.index());
        }
        return element instanceof CuePath.Field ? Label.string(element.name()) : Label.identifier(element.name(), "");
    }

    static CuePath path(List<Label> labels) {
        CuePath.Element[] elements = new CuePath.Element[labels.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = element(labels.get(i));
        }
        return new CuePath(List.of(elements));
    }

    static CuePath.Element element(Label label) {
        return switch (label.kind()) {
            case INDEX -> new CuePath.Index(label.index());
            case STRING -> new CuePath.Field(label.name());
            default -> new CuePath.Special(label.name());
        };
    }
}

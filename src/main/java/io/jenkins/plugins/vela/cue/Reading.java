package io.jenkins.plugins.vela.cue;

import io.jenkins.plugins.vela.cue.compile.CompileException;
import io.jenkins.plugins.vela.cue.compile.Compiler;
import io.jenkins.plugins.vela.cue.load.DataSyntax;
import io.jenkins.plugins.vela.cue.load.LoadException;
import io.jenkins.plugins.vela.cue.load.Tags;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.File;
import io.jenkins.plugins.vela.cue.syntax.Label;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.syntax.Source;
import java.util.ArrayList;
import java.util.List;

/** Reads the sources of a template, CUE and data alike, into syntax trees. */
final class Reading {

    private Reading() {}

    static List<File> files(Compiler compiler, CueOptions options, CueSource... sources) throws CompileException {
        List<File> files = new ArrayList<>();
        List<Source> texts = new ArrayList<>();
        for (CueSource source : sources) {
            if (source.format() == CueSource.Format.CUE) {
                texts.add(Source.of(source.name(), source.text()));
            }
        }
        files.addAll(compiler.parse(texts));
        try {
            for (CueSource source : sources) {
                if (source.format() != CueSource.Format.CUE) {
                    data(source, files);
                }
            }
            return Tags.inject(files, options.tags());
        } catch (LoadException e) {
            throw new CueException(List.of(Errors.loading(e)));
        }
    }

    private static void data(CueSource source, List<File> files) throws LoadException {
        Source text = Source.of(source.name(), source.text());
        List<Expr> documents =
                switch (source.format()) {
                    case JSON -> DataSyntax.json(text);
                    case TOML -> DataSyntax.toml(text);
                    default -> DataSyntax.yaml(text);
                };
        for (Expr document : documents) {
            Expr placed = document;
            List<CuePath.Element> elements = source.place().elements();
            for (int i = elements.size() - 1; i >= 0; i--) {
                placed = DataSyntax.within(label(elements.get(i)), placed);
            }
            files.add(DataSyntax.file(text, placed));
        }
    }

    private static Label label(CuePath.Element element) {
        return element instanceof CuePath.Special special
                ? new Label.Name(Position.none(), special.name())
                : new Label.Text(Position.none(), element.name(), "");
    }
}

package io.jenkins.plugins.vela.workflow.validate;

import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.File;
import io.jenkins.plugins.vela.cue.syntax.Parser;
import io.jenkins.plugins.vela.cue.syntax.Source;
import io.jenkins.plugins.vela.cue.syntax.SyntaxError;
import io.jenkins.plugins.vela.cue.syntax.SyntaxException;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.document.FieldPath;
import io.jenkins.plugins.vela.document.Position;
import java.util.Optional;
import java.util.function.Consumer;

/** CUE inside a document: parsed in its place, so that complaints carry the file's own line and column. */
final class CueText {
    private final Document document;
    private final FieldPath path;
    private final Optional<String> inPlace;
    private final Source source;

    CueText(Document document, FieldPath path, String text) {
        this.document = document;
        this.path = path;
        this.inPlace = document.textInPlace(path);
        this.source = Source.of(document.source(), inPlace.orElse(text));
    }

    /** The text as one expression; what is wrong goes to {@code findings}. */
    Optional<Expr> expression(Consumer<PlacedFinding> findings) {
        try {
            return Optional.of(Parser.parseExpr(source));
        } catch (SyntaxException notCue) {
            tell(notCue, findings);
            return Optional.empty();
        }
    }

    /** The text as a file: an expression, or imports and declarations. */
    Optional<File> file(Consumer<PlacedFinding> findings) {
        try {
            return Optional.of(Parser.parseFile(source));
        } catch (SyntaxException notCue) {
            tell(notCue, findings);
            return Optional.empty();
        }
    }

    private void tell(SyntaxException notCue, Consumer<PlacedFinding> findings) {
        SyntaxError first = notCue.errors().get(0);
        findings.accept(PlacedFinding.error(place(first.position()), path, "not valid CUE: " + first.message()));
    }

    /** The file's place of something in the text. */
    Position place(io.jenkins.plugins.vela.cue.syntax.Position at) {
        return inPlace.isPresent() ? new Position(document.source(), at.line(), at.column()) : document.position(path);
    }
}

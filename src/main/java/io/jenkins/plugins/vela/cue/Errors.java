package io.jenkins.plugins.vela.cue;

import io.jenkins.plugins.vela.cue.compile.CompileError;
import io.jenkins.plugins.vela.cue.eval.Vertex;
import io.jenkins.plugins.vela.cue.eval.View;
import io.jenkins.plugins.vela.cue.load.LoadException;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.syntax.SyntaxError;
import io.jenkins.plugins.vela.cue.value.Bottom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the errors of the public face. */
final class Errors {

    private static final int MOST_RELATED = 3;

    private Errors() {}

    static CueError compilation(CompileError error) {
        return new CueError(
                CueError.Code.COMPILE,
                CuePath.root(),
                error.message(),
                positions(List.of(error.position())),
                Set.of(),
                excerpt(List.of(error.position())),
                List.of());
    }

    static CueError of(Bottom bottom, CuePath where, View view) {
        Set<CuePath> missing = new HashSet<>();
        for (Vertex action : view.missing(bottom)) {
            missing.add(Wiring.path(View.path(action)));
        }
        CuePath path = where;
        if (!bottom.path().isEmpty()) {
            try {
                path = CuePath.parse(bottom.path());
            } catch (IllegalArgumentException e) {
                path = where;
            }
        }
        return new CueError(
                code(bottom.code()),
                path,
                bottom.message() + Hints.notAllowed(bottom, path, view),
                positions(bottom.positions()),
                missing,
                excerpt(bottom.positions()),
                related(bottom.positions()));
    }

    static CueError syntax(SyntaxError error) {
        return compilation(new CompileError(error.position(), error.message()));
    }

    static CueError plain(String message) {
        return new CueError(CueError.Code.COMPILE, CuePath.root(), message, List.of(), Set.of(), "", List.of());
    }

    static CueError loading(LoadException e) {
        return new CueError(
                CueError.Code.COMPILE,
                CuePath.root(),
                e.getMessage(),
                positions(List.of(e.position())),
                Set.of(),
                excerpt(List.of(e.position())),
                List.of());
    }

    static CueError limit(String message, CuePath where, Optional<Position> place) {
        List<Position> places = place.map(List::of).orElse(List.of());
        return new CueError(
                CueError.Code.LIMIT,
                where,
                message,
                positions(places),
                Set.of(),
                place.filter(Position::isKnown).map(Errors::excerpt).orElse(""),
                List.of());
    }

    private static CueError.Code code(Bottom.Code code) {
        return switch (code) {
            case LIMIT -> CueError.Code.LIMIT;
            case USER -> CueError.Code.USER;
            case INCOMPLETE -> CueError.Code.INCOMPLETE;
            case CYCLE -> CueError.Code.CYCLE;
            case EVAL, STRUCTURAL_CYCLE -> CueError.Code.CONFLICT;
        };
    }

    private static List<CuePosition> positions(List<Position> positions) {
        List<CuePosition> shown = new ArrayList<>(positions.size());
        for (Position position : positions) {
            if (position.isKnown()) {
                shown.add(new CuePosition(position.file(), position.line(), position.column()));
            }
        }
        return shown;
    }

    private static String excerpt(List<Position> positions) {
        return positions.stream()
                .filter(Position::isKnown)
                .findFirst()
                .map(Errors::excerpt)
                .orElse("");
    }

    private static List<String> related(List<Position> positions) {
        return positions.stream()
                .filter(Position::isKnown)
                .distinct()
                .skip(1)
                .limit(MOST_RELATED)
                .map(position -> {
                    String excerpt = excerpt(position);
                    return "  and " + position + (excerpt.isEmpty() ? "" : "\n" + excerpt);
                })
                .toList();
    }

    private static String excerpt(Position position) {
        String line = position.source().line(position.line());
        if (line.isBlank() || line.length() > 200) {
            return "";
        }
        StringBuilder caret = new StringBuilder("  ");
        for (int i = 0; i < position.column() - 1 && i < line.length(); i++) {
            caret.append(line.charAt(i) == '\t' ? '\t' : ' ');
        }
        return "  " + line + "\n" + caret.append('^');
    }
}

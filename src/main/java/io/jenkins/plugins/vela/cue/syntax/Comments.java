package io.jenkins.plugins.vela.cue.syntax;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The comments that belong to a declaration or a list element, and the empty line above it.
 *
 * @param before comments on lines of their own above the node, in order, also those of earlier, detached groups; and
 *     those found within the node
 * @param after comments at the end of the node's last line
 * @param blankLineBefore whether an empty line separates the node (after its comments) from what is above
 */
public record Comments(List<Comment> before, List<Comment> after, boolean blankLineBefore) {

    private static final Comments NONE = new Comments(List.of(), List.of(), false);

    public Comments {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** No comments. */
    public static Comments none() {
        return NONE;
    }

    /**
     * The doc comment: the last group of comments directly above the node, without slashes and the one space after
     * them, lines joined by a line feed; empty where there is none.
     */
    public String doc() {
        List<Comment> above = before.stream()
                .filter(comment -> comment.place() == Comment.Place.ABOVE)
                .toList();
        if (blankLineBefore || above.isEmpty()) {
            return "";
        }
        int first = above.size() - 1;
        while (first > 0 && !above.get(first).blankLineBefore()) {
            first--;
        }
        return above.subList(first, above.size()).stream().map(Comment::content).collect(Collectors.joining("\n"));
    }

    /** The comment at the end of the line, without slashes; empty where there is none. */
    public String line() {
        return after.stream().map(Comment::content).collect(Collectors.joining("\n"));
    }
}

package io.jenkins.plugins.vela.cue.eval;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What disjunctions make of a vertex: of one that has some, and of an alternative that stands for it. */
final class Choice {

    /** The chosen alternative: everything is looked up there. */
    Vertex chosen;
    /** The alternative that is being tried, or null. */
    Vertex tried;

    /** For an alternative the vertex it stands for. */
    Vertex origin;
    /** For an alternative which alternatives it consists of. */
    Map<Disjunctions.Key, List<Integer>> choices;
    /** For an alternative the disjunctions that are left for later. */
    Set<Disjunctions.Key> held;
}

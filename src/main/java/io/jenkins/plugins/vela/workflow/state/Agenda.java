package io.jenkins.plugins.vela.workflow.state;

import java.util.NoSuchElementException;

/**
 * Steps whose turn may have come, in the order in which that was noticed: an immutable queue. It is no part of the journal;
 * a recovered run looks at all of its steps once.
 */
public final class Agenda {

    static final Agenda EMPTY = new Agenda(null, null);

    private record Cell(int index, Cell rest) {}

    private final Cell front;
    private final Cell back;

    private Agenda(Cell front, Cell back) {
        this.front = front;
        this.back = back;
    }

    public boolean isEmpty() {
        return front == null;
    }

    /** The step to look at next. */
    public int first() {
        if (front == null) {
            throw new NoSuchElementException("the agenda is empty");
        }
        return front.index;
    }

    Agenda plus(int index) {
        return front == null ? new Agenda(new Cell(index, null), null) : new Agenda(front, new Cell(index, back));
    }

    Agenda withoutFirst() {
        if (front.rest != null) {
            return new Agenda(front.rest, back);
        }
        Cell turned = null;
        for (Cell cell = back; cell != null; cell = cell.rest) {
            turned = new Cell(cell.index, turned);
        }
        return new Agenda(turned, null);
    }
}

package io.jenkins.plugins.vela.cue.builtin;

import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.CallContext;
import java.util.function.Function;

/** Ends a builtin's body early; becomes a {@link Bottom} before it leaves the package. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Function<CallContext, Bottom> bottom;

    private Failure(String message, Function<CallContext, Bottom> bottom) {
        super(message, null, false, false);
        this.bottom = bottom;
    }

    /** A fatal error with a message. */
    static Failure of(String message) {
        return new Failure(message, context -> context.error(message));
    }

    /** An error that more data may cure. */
    static Failure incomplete(String message) {
        return new Failure(message, context -> context.incomplete(message));
    }

    /** A value that is bottom already. */
    static Failure of(Bottom bottom) {
        return new Failure(bottom.message(), context -> bottom);
    }

    Bottom toBottom(CallContext context) {
        return bottom.apply(context);
    }
}

package dev.switchboard.gateway.assistant.openai;

import dev.switchboard.gateway.assistant.Model.Failure.Kind;

/// The wire to the model's server broke, or carried what it should not.
///
/// It has no cause on purpose: langchain4j looks at the root of a chain to decide what to make of an
/// exception, and this one has decided already.
final class UpstreamException extends RuntimeException {
    private final Kind kind;
    private final boolean retriable;

    /// A failure that another try would not mend, or comes too late to be tried again.
    UpstreamException(Kind kind, String detail) {
        this(kind, false, detail);
    }

    UpstreamException(Kind kind, boolean retriable, String detail) {
        super(detail);
        this.kind = kind;
        this.retriable = retriable;
    }

    Kind kind() {
        return kind;
    }

    boolean retriable() {
        return retriable;
    }
}

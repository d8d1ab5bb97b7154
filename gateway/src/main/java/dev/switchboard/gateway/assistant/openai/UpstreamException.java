package dev.switchboard.gateway.assistant.openai;

import dev.switchboard.gateway.assistant.Model.Failure.Kind;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import javax.net.ssl.SSLException;

/// The wire to the model's server broke, or carried what it should not.
///
/// It has no cause on purpose: langchain4j looks at the root of a chain to decide what to make of
/// an exception, and this one has decided already.
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

    /// An error that the server reports in the middle of its stream.
    static UpstreamException errorEvent(String data) {
        String detail = "the server broke off with an error" + Fault.describe(data);
        return new UpstreamException(Kind.BROKEN_STREAM, detail);
    }

    static UpstreamException cutOff() {
        return new UpstreamException(
                Kind.BROKEN_STREAM, "the connection was lost before the answer's end");
    }

    static UpstreamException closed() {
        return new UpstreamException(Kind.UNREACHABLE, "the connections to the model are closed");
    }

    /// Nothing of a response was seen. A certificate that is refused once is refused again.
    static UpstreamException notReached(Throwable cause) {
        if (cause instanceof UpstreamException known) {
            return known;
        }
        if (cause instanceof ConnectionPoolTooBusyException) {
            return new UpstreamException(
                    Kind.OVERLOADED, "too many answers wait for a connection to the model");
        }
        Throwable root = cause;
        boolean refusedCertificate = false;
        for (Throwable next = cause; next != null; next = next.getCause()) {
            refusedCertificate |= next instanceof SSLException;
            root = next;
        }
        return new UpstreamException(
                Kind.UNREACHABLE, !refusedCertificate, String.valueOf(root.getMessage()));
    }

    Kind kind() {
        return kind;
    }

    boolean retriable() {
        return retriable;
    }
}

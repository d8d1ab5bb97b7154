package dev.switchboard.gateway.embedded;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/// A completion being written to one reader, as far as time and the reader allow.
final class EmbeddedModelStream {
    private final EmbeddedModelCompletion completion;
    private final EmbeddedModelPace pace;
    private final WriteStream<Buffer> reader;
    private final long begunNanos;
    private int written;
    private boolean over;

    EmbeddedModelStream(
            EmbeddedModelCompletion completion,
            EmbeddedModelPace pace,
            WriteStream<Buffer> reader,
            long begunNanos) {
        this.completion = completion;
        this.pace = pace;
        this.reader = reader;
        this.begunNanos = begunNanos;
    }

    /// The reader went away: nothing more is written.
    ///
    /// @return whether that cut the stream off, and not for the second time
    boolean abort() {
        boolean cut = !over;
        over = true;
        return cut;
    }

    /// Writes the tokens that are due, in one piece; none while the reader cannot take them.
    ///
    /// @return whether the stream is over
    boolean advance(long nowNanos) {
        if (over || reader.writeQueueFull()) {
            return over;
        }
        int total = completion.tokenCount();
        int due = (int) Math.min(total, pace.tokensAfter(nowNanos - begunNanos));
        if (due == written) {
            return false;
        }
        Buffer piece = written == 0 ? completion.opening() : Buffer.buffer();
        while (written < due) {
            piece.appendBuffer(completion.token(written++));
        }
        over = written == total;
        if (over) {
            reader.write(piece.appendBuffer(completion.closing()));
            reader.end();
        } else {
            reader.write(piece);
        }
        return over;
    }
}

package dev.switchboard.gateway.connection;

import io.netty.channel.SingleThreadEventLoop;
import java.util.ArrayList;
import java.util.List;

/// Sends what was written to the sockets of one event loop at the end of the tick in which it was,
/// so that all that one tick has for a socket is one write. On that event loop.
final class Flushes {

    private final SingleThreadEventLoop loop;
    private List<LeanTransport> unflushed = new ArrayList<>();
    private List<LeanTransport> spare = new ArrayList<>();

    Flushes(SingleThreadEventLoop loop) {
        this.loop = loop;
    }

    /// There is something to be sent.
    void add(LeanTransport transport) {
        if (unflushed.isEmpty()) {
            loop.executeAfterEventLoopIteration(this::flush);
        }
        unflushed.add(transport);
    }

    private void flush() {
        List<LeanTransport> now = unflushed;
        unflushed = spare;
        now.forEach(LeanTransport::flush);
        now.clear();
        spare = now;
    }
}

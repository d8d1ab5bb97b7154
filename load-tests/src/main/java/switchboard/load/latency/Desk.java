package switchboard.load.latency;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import switchboard.load.Tokens;
import switchboard.load.holder.WebSocketBytes;

/// Agents who take whatever they are offered. On one event loop.
final class Desk {

    /// What happens at its seats.
    interface Watcher {
        /// An offer came.
        void offered(String conversation, long nowNanos);

        /// A conversation is a seat's.
        ///
        /// @param seat where to say something about it
        void assigned(String conversation, Wire seat);

        /// A frame of any other kind came.
        void heard(String frame, long nowNanos);

        /// A seat's socket is gone.
        void left(String seat, int why);
    }

    private final URI node;
    private final Tokens tokens;
    private final Dialer dialer;
    private final Arrivals arrivals;
    private final Watcher watcher;

    Desk(URI node, Tokens tokens, Dialer dialer, Arrivals arrivals, Watcher watcher) {
        this.node = node;
        this.tokens = tokens;
        this.dialer = dialer;
        this.arrivals = arrivals;
        this.watcher = watcher;
    }

    /// What brings so many agents to their seats, one each.
    List<Runnable> agents(int count, int capacity) {
        List<Runnable> coming = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "seat-" + i;
            coming.add(() -> sit(name, capacity));
        }
        return coming;
    }

    private void sit(String name, int capacity) {
        var seat = new Seat(name);
        var wire =
                new Wire(
                        () ->
                                WebSocketBytes.handshake(
                                        node.getAuthority(), "/seat", tokens.agent(name, capacity)),
                        seat);
        dialer.dial(node, wire, seat);
    }

    private final class Seat implements Wire.Peer {

        private final String name;

        Seat(String name) {
            this.name = name;
        }

        @Override
        public void opened(Wire wire) {
            wire.send("{\"type\":\"hello\"}");
        }

        @Override
        public void text(Wire wire, String frame) {
            long now = System.nanoTime();
            if (Fields.isOf(frame, "offer")) {
                watcher.offered(Fields.text(frame, "conversation"), now);
                wire.send(
                        "{\"type\":\"accept\",\"offer\":\"" + Fields.text(frame, "offer") + "\"}");
            } else if (Fields.isOf(frame, "assigned")) {
                watcher.assigned(Fields.text(frame, "conversation"), wire);
            } else if (Fields.isOf(frame, "welcome")) {
                wire.send("{\"type\":\"presence\",\"state\":\"available\"}");
                arrivals.arrived();
            } else {
                watcher.heard(frame, now);
            }
        }

        @Override
        public void ended(int why) {
            watcher.left(name, why);
        }
    }
}

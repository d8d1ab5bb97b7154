package switchboard.load.latency;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import switchboard.load.Tokens;
import switchboard.load.holder.WebSocketBytes;

/// Somebody with a question. On one event loop.
final class Customer implements Wire.Peer {

    /// What is told to customers.
    interface Watcher {
        void welcomed(Customer customer);

        /// A frame of any other kind came.
        void told(Customer customer, String frame, long nowNanos);

        /// The socket is gone.
        void lost(Customer customer, int why);
    }

    /// The id with which one asks for a person.
    static final String ASKED = "human";

    private final String name;
    private final Watcher watcher;
    private @Nullable Wire wire;
    private String conversation = "";

    Customer(String name, Watcher watcher) {
        this.name = name;
        this.watcher = watcher;
    }

    /// Connects and says hello.
    void come(URI node, Tokens tokens, Dialer dialer) {
        dialer.dial(
                node,
                new Wire(
                        () ->
                                WebSocketBytes.handshake(
                                        node.getAuthority(), "/chat", tokens.customer(name)),
                        this),
                this);
    }

    @Override
    public void opened(Wire wire) {
        this.wire = wire;
        wire.send("{\"type\":\"hello\"}");
    }

    @Override
    public void text(Wire wire, String frame) {
        if (Fields.isOf(frame, "welcome")) {
            conversation = Fields.text(frame, "conversation");
            watcher.welcomed(this);
        } else {
            watcher.told(this, frame, System.nanoTime());
        }
    }

    @Override
    public void ended(int why) {
        wire = null;
        watcher.lost(this, why);
    }

    void send(String frame) {
        if (wire != null) {
            wire.send(frame);
        }
    }

    /// Asks for a person.
    void asks() {
        send("{\"type\":\"human\",\"id\":\"" + ASKED + "\"}");
    }

    /// Says goodbye.
    void leaves() {
        if (wire != null) {
            wire.leave();
        }
    }

    String name() {
        return name;
    }

    /// Empty before the welcome.
    String conversation() {
        return conversation;
    }
}

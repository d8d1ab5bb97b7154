package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.gateway.wire.FrameCodec;
import dev.switchboard.gateway.wire.ServerFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;

/// The sockets on one conversation. Frames are encoded once a side, not once a socket. An answer is
/// not copied for anybody: each customer's socket has a mark of how far into it it was told, so
/// that what waits for a slow one merges into a single delta by itself.
final class Audience {

    private final String conversation;
    private final Executor home;
    private final Runnable caughtUp;
    private final Map<Outbox, Listener> listeners = new LinkedHashMap<>();

    private static final class Listener {
        final Optional<String> seat;
        int told;
        boolean awaitsDrain;

        Listener(Optional<String> seat) {
            this.seat = seat;
        }
    }

    /// @param home the conversation's event loop
    /// @param caughtUp called there when a congested socket can be told more
    Audience(String conversation, Executor home, Runnable caughtUp) {
        this.conversation = conversation;
        this.home = home;
        this.caughtUp = caughtUp;
    }

    void addCustomer(Outbox outbox) {
        listeners.put(outbox, new Listener(Optional.empty()));
    }

    void addSeat(Outbox outbox, String seat) {
        listeners.put(outbox, new Listener(Optional.of(seat)));
    }

    boolean has(Outbox outbox) {
        return listeners.containsKey(outbox);
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    boolean remove(Outbox outbox) {
        return listeners.remove(outbox) != null;
    }

    /// Removes the sockets of a seat and returns them.
    List<Outbox> removeSeat(String seat) {
        var removed = new ArrayList<Outbox>();
        listeners.forEach((outbox, l) -> {
            if (l.seat.filter(seat::equals).isPresent()) {
                removed.add(outbox);
            }
        });
        removed.forEach(listeners::remove);
        return removed;
    }

    void tell(Entry entry) {
        tellCustomers(Told.customer(entry));
        tellSeats(Told.seat(entry, conversation));
    }

    void tellCustomers(List<ServerFrame> frames) {
        send(frames, Optional.empty(), l -> l.seat.isEmpty());
    }

    void tellSeats(List<ServerFrame> frames) {
        send(frames, Optional.empty(), l -> l.seat.isPresent());
    }

    /// Tells all but the one it came from.
    void tellOthers(Outbox sender, Function<Optional<String>, ServerFrame> frame) {
        var except = Optional.of(sender);
        send(List.of(frame.apply(Optional.empty())), except, l -> l.seat.isEmpty());
        send(List.of(frame.apply(Optional.of(conversation))), except, l -> l.seat.isPresent());
    }

    /// Tells everybody what comes encoded for either side.
    void tell(byte[] customer, byte[] seat) {
        listeners.forEach((outbox, l) -> outbox.write(l.seat.isPresent() ? seat : customer));
    }

    /// A new answer: nobody has been told any of it.
    void begin(ServerFrame.Turn started) {
        listeners.values().forEach(l -> l.told = 0);
        tellCustomers(List.of(started));
    }

    /// Tells one socket, which has just come, all of an answer so far.
    void bringUpToDate(Outbox outbox, ServerFrame.Turn started, CharSequence answer) {
        outbox.write(FrameCodec.encode(started));
        Listener listener = listeners.get(outbox);
        if (listener != null) {
            listener.told = 0;
            advance(outbox, listener, started.turn(), answer, answer.length());
        }
    }

    /// Tells the customer's sockets what they have not been told of an answer; congested ones
    /// later.
    ///
    /// @return UTF-16 units that not even the quickest socket has been told; 0 where there is none
    int advance(String turn, CharSequence answer) {
        int behind = Integer.MAX_VALUE;
        for (var e : listeners.entrySet()) {
            Listener listener = e.getValue();
            if (listener.seat.isPresent()) {
                continue;
            }
            if (e.getKey().congested()) {
                awaitDrain(e.getKey(), listener);
            } else {
                advance(e.getKey(), listener, turn, answer, answer.length());
            }
            behind = Math.min(behind, answer.length() - listener.told);
        }
        return behind == Integer.MAX_VALUE ? 0 : behind;
    }

    /// How much of an answer the customer has seen: as far as the quickest socket was told, or all
    /// of it where there is no socket to say otherwise.
    int seen(CharSequence answer) {
        return listeners.values().stream()
                .filter(l -> l.seat.isEmpty())
                .mapToInt(l -> l.told)
                .max()
                .orElse(answer.length());
    }

    /// Tells every customer's socket an ended answer up to where it is recorded, congested or not,
    /// so that deltas always add up to the entry.
    void finish(String turn, CharSequence answer, int length) {
        listeners.forEach((outbox, listener) -> {
            if (listener.seat.isEmpty()) {
                advance(outbox, listener, turn, answer, length);
            }
        });
    }

    private void advance(
            Outbox outbox, Listener listener, String turn, CharSequence answer, int length) {
        if (listener.told < length) {
            String piece = answer.subSequence(listener.told, length).toString();
            var delta = new ServerFrame.Delta(Optional.empty(), turn, listener.told, piece);
            outbox.write(FrameCodec.encode(delta));
            listener.told = length;
        }
    }

    private void awaitDrain(Outbox outbox, Listener listener) {
        if (!listener.awaitsDrain) {
            listener.awaitsDrain = true;
            outbox.onDrain(() ->
                    home.execute(() -> {
                        listener.awaitsDrain = false;
                        caughtUp.run();
                    }));
        }
    }

    private void send(List<ServerFrame> frames, Optional<Outbox> except, Predicate<Listener> to) {
        for (ServerFrame frame : frames) {
            byte[] encoded = null;
            for (var e : listeners.entrySet()) {
                if (to.test(e.getValue()) && except.filter(e.getKey()::equals).isEmpty()) {
                    encoded = encoded == null ? FrameCodec.encode(frame) : encoded;
                    e.getKey().write(encoded);
                }
            }
        }
    }
}

package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.gateway.wire.FrameCodec;
import dev.switchboard.gateway.wire.ServerFrame;
import dev.switchboard.routing.conversation.Holder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;

/// The sockets on one conversation: the customer's, the holding seat's, and those of supervisors
/// who watch. Frames are encoded once a side, not once a socket. An answer is not copied for
/// anybody: each socket that hears it has a mark of how far into it it was told, so that what waits
/// for a slow one merges into a single delta by itself.
final class Audience {

    private final String conversation;
    private final Executor home;
    private final Runnable caughtUp;
    private final ConversationMetrics metrics;
    private final Map<Outbox, Listener> listeners = new LinkedHashMap<>();

    /// A socket, and what it takes part as. A supervisor's may both watch and hold.
    private static final class Listener {
        boolean customer;
        boolean watches;
        Optional<String> seat = Optional.empty();
        int told;
        boolean awaitsDrain;

        boolean staff() {
            return !customer;
        }

        boolean gone() {
            return !customer && !watches && seat.isEmpty();
        }
    }

    /// @param home the conversation's event loop
    /// @param caughtUp called there when a congested socket can be told more
    Audience(String conversation, Executor home, Runnable caughtUp, ConversationMetrics metrics) {
        this.conversation = conversation;
        this.home = home;
        this.caughtUp = caughtUp;
        this.metrics = metrics;
    }

    /// @return whether the socket is new here, as of all that add one
    boolean addCustomer(Outbox outbox) {
        boolean fresh = !listeners.containsKey(outbox);
        listener(outbox).customer = true;
        return fresh;
    }

    boolean addSeat(Outbox outbox, String seat) {
        boolean fresh = !listeners.containsKey(outbox);
        listener(outbox).seat = Optional.of(seat);
        return fresh;
    }

    boolean addWatcher(Outbox outbox) {
        boolean fresh = !listeners.containsKey(outbox);
        listener(outbox).watches = true;
        return fresh;
    }

    private Listener listener(Outbox outbox) {
        return listeners.computeIfAbsent(outbox, _ -> new Listener());
    }

    /// Whether this socket is the seat's that holds.
    boolean seats(Outbox outbox) {
        Listener listener = listeners.get(outbox);
        return listener != null && listener.seat.isPresent();
    }

    /// The sockets of this seat.
    List<Outbox> ofSeat(String seat) {
        return listeners.entrySet().stream()
                .filter(e -> e.getValue().seat.filter(seat::equals).isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The sockets of all seats that hold.
    Map<Outbox, String> seats() {
        var seats = new LinkedHashMap<Outbox, String>();
        listeners.forEach((outbox, l) -> l.seat.ifPresent(seat -> seats.put(outbox, seat)));
        return seats;
    }

    /// The sockets of those who watch.
    List<Outbox> watchers() {
        return listeners.entrySet().stream()
                .filter(e -> e.getValue().watches)
                .map(Map.Entry::getKey)
                .toList();
    }

    /// Ends the customer's sockets, which come back and resume.
    void sendCustomersAway(String reason, int reconnectAfterSeconds) {
        listeners.forEach((outbox, l) -> {
            if (l.customer) {
                outbox.sendAway(reason, reconnectAfterSeconds);
            }
        });
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    /// Whether all who take part are the customer's.
    boolean isOfCustomers() {
        return listeners.values().stream()
                .allMatch(l -> l.customer && !l.watches && l.seat.isEmpty());
    }

    /// All sockets, in the order in which they came.
    List<Outbox> sockets() {
        return List.copyOf(listeners.keySet());
    }

    /// @return whether the socket was here and is not any more, as of all that remove one
    boolean remove(Outbox outbox) {
        return listeners.remove(outbox) != null;
    }

    /// The socket's seat holds no longer.
    boolean unseat(Outbox outbox) {
        Listener listener = listeners.get(outbox);
        if (listener != null) {
            listener.seat = Optional.empty();
        }
        return listener != null && listener.gone() && remove(outbox);
    }

    /// The socket watches no longer.
    boolean unwatch(Outbox outbox) {
        Listener listener = listeners.get(outbox);
        if (listener != null) {
            listener.watches = false;
        }
        return listener != null && listener.gone() && remove(outbox);
    }

    /// @param voice puts it to the customer
    /// @param holder for whom staff are told it
    void tell(Entry entry, Voice voice, Holder holder) {
        tellCustomers(Told.customer(entry, voice));
        send(Told.seat(entry, conversation, holder), Optional.empty(), Listener::staff);
    }

    void tellCustomers(List<ServerFrame> frames) {
        send(frames, Optional.empty(), l -> l.customer);
    }

    /// Tells all others what one who takes part does. Who only watches does not: nothing is told of
    /// it.
    ///
    /// @return whether the sender takes part
    boolean mention(Outbox sender, Function<Optional<String>, ServerFrame> frame) {
        Listener from = listeners.get(sender);
        boolean takesPart = from != null && (from.customer || from.seat.isPresent());
        if (takesPart) {
            var except = Optional.of(sender);
            send(List.of(frame.apply(Optional.empty())), except, l -> l.customer);
            send(List.of(frame.apply(Optional.of(conversation))), except, Listener::staff);
        }
        return takesPart;
    }

    /// Tells everybody what comes encoded for either side.
    void tell(byte[] customer, byte[] seat) {
        listeners.forEach((outbox, l) -> outbox.write(l.staff() ? seat : customer));
    }

    /// A new answer: nobody has been told any of it.
    void begin(ServerFrame.Turn started) {
        listeners.values().forEach(l -> l.told = 0);
        tellCustomers(List.of(started));
        send(List.of(named(started)), Optional.empty(), l -> l.staff() && l.watches);
    }

    /// Tells one socket, which has just come, all of an answer so far.
    void bringUpToDate(Outbox outbox, ServerFrame.Turn started, CharSequence answer) {
        Listener listener = listeners.get(outbox);
        if (listener != null) {
            listener.told = 0;
            outbox.write(FrameCodec.encode(listener.customer ? started : named(started)));
            int length = listener.customer ? answer.length() : seen(answer);
            advance(outbox, listener, started.turn(), answer, length);
        }
    }

    private ServerFrame.Turn named(ServerFrame.Turn started) {
        return new ServerFrame.Turn(
                Optional.of(conversation), started.turn(), started.state(), OptionalLong.empty());
    }

    /// Tells the customer's sockets what they have not been told of an answer, congested ones
    /// later; and those who watch as much as the customer sees.
    ///
    /// @return UTF-16 units that not even the customer's quickest socket has been told; 0 where
    ///   there is none
    int advance(String turn, CharSequence answer) {
        int behind = Integer.MAX_VALUE;
        boolean watched = false;
        for (var e : listeners.entrySet()) {
            if (e.getValue().customer) {
                advanceIfClear(e.getKey(), e.getValue(), turn, answer, answer.length());
                behind = Math.min(behind, answer.length() - e.getValue().told);
            }
            watched |= e.getValue().watches;
        }
        // Most answers have one listener, and this is done for each token.
        if (watched) {
            int seen = seen(answer);
            for (var e : listeners.entrySet()) {
                if (e.getValue().watches) {
                    advanceIfClear(e.getKey(), e.getValue(), turn, answer, seen);
                }
            }
        }
        return behind == Integer.MAX_VALUE ? 0 : behind;
    }

    /// How much of an answer the customer has seen: as far as the quickest socket was told, or all
    /// of it where there is no socket to say otherwise.
    int seen(CharSequence answer) {
        return listeners.values().stream()
                .filter(l -> l.customer)
                .mapToInt(l -> l.told)
                .max()
                .orElse(answer.length());
    }

    /// Tells every socket that hears answers an ended one up to where it is recorded, congested or
    /// not, so that deltas always add up to the entry.
    void finish(String turn, CharSequence answer, int length) {
        listeners.forEach((outbox, listener) -> {
            if (listener.customer || listener.watches) {
                advance(outbox, listener, turn, answer, length);
            }
        });
    }

    private void advanceIfClear(
            Outbox outbox, Listener listener, String turn, CharSequence answer, int length) {
        if (outbox.congested()) {
            awaitDrain(outbox, listener);
        } else {
            advance(outbox, listener, turn, answer, length);
        }
    }

    private void advance(
            Outbox outbox, Listener listener, String turn, CharSequence answer, int length) {
        if (listener.told < length) {
            var named = listener.customer ? Optional.<String>empty() : Optional.of(conversation);
            String piece = answer.subSequence(listener.told, length).toString();
            var delta = new ServerFrame.Delta(named, turn, listener.told, piece);
            outbox.write(FrameCodec.encode(delta));
            metrics.delta();
            listener.told = length;
        }
    }

    private void awaitDrain(Outbox outbox, Listener listener) {
        if (!listener.awaitsDrain) {
            listener.awaitsDrain = true;
            metrics.deferred();
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

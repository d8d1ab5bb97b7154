package dev.switchboard.routing.simulation;

import dev.switchboard.routing.conversation.ConversationEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The sockets on one conversation, each told what is its to see.
final class Audience {

    private final String conversation;
    private final World world;
    private final Map<Connection, Ear> ears = new LinkedHashMap<>();

    /// As whom a socket takes part.
    sealed interface Ear {
        record Customer() implements Ear {}

        record Seat(String seat) implements Ear {}

        record Watcher() implements Ear {}
    }

    Audience(String conversation, World world) {
        this.conversation = conversation;
        this.world = world;
    }

    boolean isEmpty() {
        return ears.isEmpty();
    }

    boolean has(Connection socket) {
        return ears.containsKey(socket);
    }

    boolean isSeat(Connection socket) {
        return ears.get(socket) instanceof Ear.Seat;
    }

    boolean hasSeat(String seat) {
        return ears.containsValue(new Ear.Seat(seat));
    }

    void add(Connection socket, Ear ear) {
        ears.put(socket, ear);
    }

    void remove(Connection socket) {
        ears.remove(socket);
    }

    /// A seat that holds no longer takes part no longer.
    void release(String seat) {
        Ear theirs = new Ear.Seat(seat);
        List<Connection> gone =
                ears.keySet().stream().filter(socket -> theirs.equals(ears.get(socket))).toList();
        gone.forEach(socket -> {
            ears.remove(socket);
            socket.toClient(new Frame.Released(conversation));
        });
    }

    void tellCustomers(Frame frame) {
        ears.forEach((socket, ear) -> {
            if (ear instanceof Ear.Customer) {
                socket.toClient(frame);
            }
        });
    }

    void tell(Redis.Entry entry) {
        ears.forEach((socket, ear) -> tell(socket, ear, entry));
    }

    void tell(Connection socket, Ear ear, Redis.Entry entry) {
        if (visible(ear, entry.event()) || !world.rules().keepsAgentsWordsFromCustomers()) {
            socket.toClient(new Frame.Entry(conversation, entry.seq(), entry.event()));
        }
    }

    void closeAll() {
        List.copyOf(ears.keySet()).forEach(Connection::closeByNode);
    }

    /// What agents say among themselves, the customer never sees.
    static boolean visible(Ear ear, ConversationEvent event) {
        return switch (event) {
            case ConversationEvent.Briefed _,
                    ConversationEvent.Noted _,
                    ConversationEvent.Whispered _,
                    ConversationEvent.Concluded _,
                    ConversationEvent.HistoryLost _,
                    ConversationEvent.Proposed _,
                    ConversationEvent.Settled _,
                    ConversationEvent.Rated _ ->
                    !(ear instanceof Ear.Customer);
            case ConversationEvent.Said _,
                    ConversationEvent.TurnInterrupted _,
                    ConversationEvent.Queued _,
                    ConversationEvent.Assigned _,
                    ConversationEvent.Returned _,
                    ConversationEvent.Reopened _,
                    ConversationEvent.Closed _ ->
                    true;
        };
    }
}

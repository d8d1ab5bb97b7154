package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.gateway.wire.FrameCodec;
import dev.switchboard.gateway.wire.ServerFrame;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.Person;
import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;

/// Shows sockets in: each is sent how the conversation stands, and hears everything from there on,
/// without a gap. Within the conversation's own order.
final class Usher {

    private final String id;
    private final Surroundings around;
    private final Ledger ledger;
    private final Audience audience;
    private final Upkeep upkeep;

    Usher(String id, Surroundings around, Ledger ledger, Audience audience, Upkeep upkeep) {
        this.id = id;
        this.around = around;
        this.ledger = ledger;
        this.audience = audience;
        this.upkeep = upkeep;
    }

    /// A customer's socket.
    ///
    /// @param after the last `seq` it has seen
    /// @param first what has been read of the entries after that
    Future<Void> customer(Outbox outbox, OptionalLong after, List<Entry> first) {
        Conversation state = ledger.state();
        long version = state.version();
        boolean known = after.isPresent() && after.getAsLong() <= version;
        boolean resumed = after.isPresent() ? known : version > 0;
        return History.read(around.store(), id, first, known ? after.getAsLong() : 0, version)
                .map(missed -> {
                    write(
                            outbox,
                            new ServerFrame.Welcome(
                                    id,
                                    version,
                                    Told.holder(state.holder()),
                                    resumed,
                                    (int) around.heartbeat().toSeconds(),
                                    state.language()));
                    missed.forEach(e -> Told.customer(e).forEach(f -> write(outbox, f)));
                    keepFor(audience.addCustomer(outbox));
                    upkeep.show(outbox);
                    return null;
                });
    }

    /// The socket of the seat that holds.
    Future<Void> seat(Outbox outbox, String seat) {
        Conversation state = ledger.state();
        return entries(0)
                .map(entries -> {
                    write(
                            outbox,
                            new ServerFrame.Assigned(
                                    id,
                                    state.epoch(),
                                    person(state),
                                    state.language(),
                                    History.summary(entries),
                                    Told.transcript(entries, id, state.epoch())));
                    keepFor(audience.addSeat(outbox, seat));
                    return null;
                });
    }

    /// The socket of a supervisor, of whom nobody is told.
    Future<Void> watcher(Outbox outbox) {
        Conversation state = ledger.state();
        return entries(0)
                .map(entries -> {
                    write(
                            outbox,
                            new ServerFrame.Watching(
                                    id,
                                    Told.holder(state.holder()),
                                    state.epoch(),
                                    Told.agentName(state.holder()),
                                    person(state),
                                    state.language(),
                                    Told.transcript(entries, id)));
                    keepFor(audience.addWatcher(outbox));
                    upkeep.show(outbox);
                    return null;
                });
    }

    private void keepFor(boolean fresh) {
        if (fresh) {
            around.retain().accept(id);
        }
    }

    private Future<List<Entry>> entries(long after) {
        return History.read(around.store(), id, after, ledger.state().version());
    }

    private static ServerFrame.Customer person(Conversation state) {
        Person person = state.person();
        return new ServerFrame.Customer(person.name(), person.locale(), person.market());
    }

    private static void write(Outbox outbox, ServerFrame frame) {
        outbox.write(FrameCodec.encode(frame));
    }
}

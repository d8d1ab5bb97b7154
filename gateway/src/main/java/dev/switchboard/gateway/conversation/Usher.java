package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.gateway.wire.FrameCodec;
import dev.switchboard.gateway.wire.ServerFrame;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.Holder;
import dev.switchboard.routing.conversation.Person;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Shows sockets in: each is sent how the conversation stands, and hears everything from there on,
/// without a gap. Within the conversation's own order.
final class Usher {

    private static final String HISTORY_LOST = "history-lost";

    /// Where a store is restored from an old copy, many come back at once.
    private static final int RECONNECT_SECONDS = 5;

    private final String id;
    private final Surroundings around;
    private final Uses uses;
    private final Ledger ledger;
    private final Audience audience;
    private final Upkeep upkeep;

    Usher(
            String id,
            Surroundings around,
            Uses uses,
            Ledger ledger,
            Audience audience,
            Upkeep upkeep) {
        this.id = id;
        this.around = around;
        this.uses = uses;
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
        boolean known =
                after.isPresent()
                        && after.getAsLong() <= version
                        && state.lost().filter(l -> l.holds(after.getAsLong())).isEmpty();
        boolean resumed = after.isPresent() ? known : version > 0;
        long from = known ? after.getAsLong() : 0;
        // A client that begins anew needs more than what follows the `seq` it named.
        List<Entry> read = known || after.isEmpty() ? first : List.of();
        return History.read(around.store(), id, read, from, version)
                .map(missed -> {
                    var shown = new ArrayList<ServerFrame>();
                    shown.add(
                            new ServerFrame.Welcome(
                                    id,
                                    version,
                                    Told.holder(state.holder()),
                                    resumed,
                                    (int) around.heartbeat().toSeconds(),
                                    state.language()));
                    Voice voice = around.voice(state);
                    missed.forEach(e -> shown.addAll(Told.customer(e, voice)));
                    outbox.writeAll(shown.stream().map(FrameCodec::encode).toList());
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
                                    around.briefing().committed(state, entries, languages(state)),
                                    Told.transcript(entries, id, state.epoch(), state.holder())));
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
                                    Told.transcript(entries, id, state.holder())));
                    keepFor(audience.addWatcher(outbox));
                    upkeep.show(outbox);
                    return null;
                });
    }

    /// What was told is not in the log any more. Customers come back by the protocol, and are told
    /// so. The sockets of seats and watchers carry more than this conversation: they stay, and are
    /// shown how it stands now.
    Future<Void> again() {
        audience.sendCustomersAway(HISTORY_LOST, RECONNECT_SECONDS);
        var shown = new ArrayList<Future<Void>>();
        audience.seats()
                .forEach((outbox, seat) -> {
                    write(outbox, new ServerFrame.Released(id, HISTORY_LOST));
                    if (ledger.state().isHeldBy(seat)) {
                        shown.add(seat(outbox, seat));
                    } else if (audience.unseat(outbox)) {
                        uses.release();
                    }
                });
        audience.watchers().forEach(outbox -> shown.add(watcher(outbox)));
        return Future.join(shown).mapEmpty();
    }

    private void keepFor(boolean fresh) {
        if (fresh) {
            uses.retain();
        }
    }

    private Future<List<Entry>> entries(long after) {
        return History.read(around.store(), id, after, ledger.state().version());
    }

    private static List<String> languages(Conversation state) {
        return state.holder() instanceof Holder.Agent held ? held.languages() : List.of();
    }

    private static ServerFrame.Customer person(Conversation state) {
        Person person = state.person();
        return new ServerFrame.Customer(person.name(), person.locale(), person.market());
    }

    private static void write(Outbox outbox, ServerFrame frame) {
        outbox.write(FrameCodec.encode(frame));
    }
}

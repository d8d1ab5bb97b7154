package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.store.ConversationStore;
import dev.switchboard.gateway.store.ConversationStore.Attendance;
import dev.switchboard.gateway.store.ConversationStore.Committed;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.gateway.store.ConversationStore.Sight;
import dev.switchboard.gateway.store.StoreUnavailable;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationCommand.GatewayMissesHistory;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.ConversationEvent.HistoryLost;
import dev.switchboard.routing.conversation.ConversationEvent.Reopened;
import dev.switchboard.routing.conversation.ConversationRules;
import dev.switchboard.routing.conversation.Decision;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Person;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One conversation's state and its way into the store: load, decide, commit. One command at a
/// time. Whatever moves the state, a commit of its own or somebody else's, passes the listener
/// entry by entry, in order, without gaps.
final class Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final int PAGE = 500;

    /// Stands in until a customer comes: nobody else can begin a conversation.
    private static final Person STRANGER =
            new Person("?", Optional.empty(), Optional.empty(), Optional.empty());

    private final String id;
    private final ConversationStore store;
    private final Listener listener;
    private final Supplier<Instant> clock;
    private @Nullable Conversation state;
    private boolean behind;

    /// The state that was told of and that the store has lost, until the log says so.
    private @Nullable Conversation lost;

    /// Hears of every entry that the state takes in, and of every commit.
    interface Listener {
        void entry(Conversation before, Entry entry, Conversation after);

        /// What a commit of its own is to note of this node, once it may be committed.
        Future<Optional<Attendance>> attendance(Conversation before, Conversation after);

        /// A commit of its own is in the log; its entries have been taken in.
        ///
        /// @param nodes that take part
        void committed(Conversation before, Conversation after, List<String> nodes);

        /// The store has lost some of what was taken in. The log says so by now.
        ///
        /// @param known as far as it was taken in
        /// @param now as the log has it
        Future<Void> lost(Conversation known, Conversation now);
    }

    Ledger(String id, ConversationStore store, Supplier<Instant> clock, Listener listener) {
        this.id = id;
        this.store = store;
        this.clock = clock;
        this.listener = listener;
    }

    /// Whether there is a state.
    boolean loaded() {
        return state != null;
    }

    /// Whether the store may hold entries that the state has not taken in.
    boolean behind() {
        return behind;
    }

    /// The state; only once it is loaded.
    Conversation state() {
        return Objects.requireNonNull(state, "not loaded");
    }

    /// Names the person of a conversation in which nothing has been said.
    void beginAs(Conversation begin) {
        if (state().version() == 0) {
            state = begin;
        }
    }

    /// Goes on with one in which nothing had been said.
    void resume(Conversation begin) {
        state = begin;
    }

    /// Whether nothing has been said, as far as the store is known.
    boolean isBlank() {
        return state != null && state.version() == 0 && !behind && lost == null;
    }

    /// Loads the state, or catches up where it may be behind.
    Future<Void> refresh() {
        if (lost != null) {
            return begin(lost);
        }
        if (state == null) {
            return store.load(id)
                    .map(found -> {
                        state = found.orElseGet(() -> Conversation.begin(id, STRANGER, "en"));
                        return (Void) null;
                    });
        }
        return behind ? verify() : Future.succeededFuture();
    }

    /// Takes in what others have committed, or what the store has lost.
    Future<Void> verify() {
        return store.versions(List.of(id))
                .compose(now -> now.getFirst() < state().version() ? goBack() : catchUp());
    }

    /// Takes in what was read along with something else.
    Future<Void> learn(Sight sight) {
        if (state == null) {
            state = sight.state().orElseGet(() -> Conversation.begin(id, STRANGER, "en"));
            return Future.succeededFuture();
        }
        for (Entry entry : sight.entries()) {
            if (entry.seq() > state().version() && follows(entry)) {
                take(entry);
            }
        }
        long newest = sight.state().map(Conversation::version).orElse(0L);
        behind |= state().version() != newest;
        return refresh();
    }

    /// Takes in what others have committed.
    Future<Void> catchUp() {
        return store.entriesAfter(id, state().version(), PAGE)
                .compose(entries -> {
                    for (Entry entry : entries) {
                        if (!follows(entry)) {
                            return goBack();
                        }
                        take(entry);
                    }
                    behind = entries.size() == PAGE;
                    return behind ? catchUp() : Future.succeededFuture();
                });
    }

    /// Whether it was committed by who knew all that this state knows.
    private boolean follows(Entry entry) {
        return entry.event() instanceof HistoryLost gone
                ? gone.from() == state().version() + 1
                : entry.seq() == state().version() + 1;
    }

    /// The store has lost what this state has taken in.
    private Future<Void> goBack() {
        Conversation known = lost == null ? state() : lost;
        lost = known;
        return begin(known);
    }

    /// Begins again with what the store has, and has the log say that it was more.
    private Future<Void> begin(Conversation known) {
        var command = new GatewayMissesHistory(clock.get(), known.version(), known.epoch());
        return store.load(id)
                .compose(found -> {
                    state =
                            found.orElseGet(
                                    () -> Conversation.begin(id, known.person(), known.language()));
                    return decide(
                            new Wanted(
                                    command, known.epoch(), () -> Future.succeededFuture(command)),
                            handled -> {
                                if (handled instanceof Handled.Done) {
                                    lost = null;
                                }
                            });
                })
                .compose(_ ->
                        lost == null
                                ? listener.lost(known, state())
                                : Future.failedFuture(new StoreUnavailable("history is missing")));
    }

    /// Decides and commits. The reply comes exactly once, and before the listener hears of the
    /// entries, so that a sender is told first.
    ///
    /// @param anew gives the command again where it turns out that the conversation was in other
    ///   hands than was known
    Future<Void> execute(
            ConversationCommand command,
            Supplier<Future<? extends ConversationCommand>> anew,
            Consumer<Handled> reply) {
        return decide(new Wanted(command, state().epoch(), anew), new Once(reply));
    }

    /// A command, and the epoch that it was made for.
    private record Wanted(
            ConversationCommand command,
            long epoch,
            Supplier<Future<? extends ConversationCommand>> anew) {}

    /// Whoever was told that it is done is not told otherwise, even if telling the others breaks.
    private static final class Once implements Consumer<Handled> {
        private final Consumer<Handled> reply;
        private boolean given;

        Once(Consumer<Handled> reply) {
            this.reply = reply;
        }

        @Override
        public void accept(Handled handled) {
            if (!given) {
                given = true;
                reply.accept(handled);
            }
        }
    }

    private Future<Void> decide(Wanted wanted, Consumer<Handled> reply) {
        return switch (ConversationRules.decide(state(), wanted.command())) {
            case Decision.Refused refused -> refuse(wanted, refused, reply);
            case Decision.Accepted accepted -> commit(wanted, accepted.events(), reply);
        };
    }

    /// On a state that is newer than the one it was decided on before.
    private Future<Void> decideAgain(Wanted wanted, Consumer<Handled> reply) {
        long epoch = state().epoch();
        return epoch == wanted.epoch()
                ? decide(wanted, reply)
                : wanted.anew()
                        .get()
                        .compose(c -> decide(new Wanted(c, epoch, wanted.anew()), reply));
    }

    /// Refuses only on the newest state: another node's commit may be on its way here.
    private Future<Void> refuse(Wanted wanted, Decision.Refused refused, Consumer<Handled> reply) {
        long version = state().version();
        return verify().compose(_ ->
                        state().version() > version
                                ? decideAgain(wanted, reply)
                                : refuseNow(wanted.command(), refused, reply))
                .recover(e -> failed(e, reply));
    }

    private Future<Void> refuseNow(
            ConversationCommand command, Decision.Refused refused, Consumer<Handled> reply) {
        var refusal = new Handled.Refused(refused.refusal());
        if (command.message().isEmpty()) {
            reply.accept(refusal);
            return Future.succeededFuture();
        }
        // What was accepted once is accepted again, whatever has happened since.
        return store.seqOf(id, command.message().get())
                .map(seq -> {
                    reply.accept(seq.isPresent() ? new Handled.Done(seq.getAsLong()) : refusal);
                    return null;
                });
    }

    private Future<Void> commit(
            Wanted wanted, List<ConversationEvent> events, Consumer<Handled> reply) {
        ConversationCommand command = wanted.command();
        Conversation before = state();
        if (events.isEmpty() && command.message().isEmpty()) {
            reply.accept(new Handled.Done(before.version()));
            return Future.succeededFuture();
        }
        Conversation after = before;
        for (ConversationEvent event : events) {
            after = ConversationRules.evolve(after, event);
        }
        long seq = messageSeq(before.version(), events, command.message());
        Future<Optional<Attendance>> attendance = listener.attendance(before, after);
        return announced(before, after, events)
                .compose(next ->
                        attendance.compose(noted ->
                                store.commit(
                                        before.version(),
                                        next,
                                        events,
                                        command.message(),
                                        seq,
                                        noted)))
                .compose(outcome -> committed(wanted, events, seq, outcome, reply))
                .recover(e -> failed(e, reply));
    }

    /// A person's conversation can be found by its person before it begins, or begins again, never
    /// after.
    private Future<Conversation> announced(
            Conversation before, Conversation after, List<ConversationEvent> events) {
        return before.version() == 0 || events.stream().anyMatch(Reopened.class::isInstance)
                ? store.setLatestOf(before.person().sub(), id).map(after)
                : Future.succeededFuture(after);
    }

    private Future<Void> committed(
            Wanted wanted,
            List<ConversationEvent> events,
            long seq,
            Committed outcome,
            Consumer<Handled> reply) {
        return switch (outcome) {
            case Committed.Stored(var nodes) -> {
                reply.accept(new Handled.Done(seq));
                Conversation before = state();
                for (ConversationEvent event : events) {
                    take(new Entry(ConversationRules.seqOf(state(), event), event));
                }
                if (!events.isEmpty()) {
                    listener.committed(before, state(), nodes);
                }
                yield Future.succeededFuture();
            }
            case Committed.Repeated repeated -> {
                reply.accept(new Handled.Done(repeated.seq()));
                yield Future.succeededFuture();
            }
            case Committed.Moved(var version) ->
                    (version < state().version() ? goBack() : catchUp())
                            .compose(_ -> decideAgain(wanted, reply));
        };
    }

    private Future<Void> failed(Throwable e, Consumer<Handled> reply) {
        // The outcome is unknown: what the log now holds must be read before the next decision.
        behind = true;
        if (e instanceof StoreUnavailable) {
            reply.accept(new Handled.Unavailable());
        } else {
            LOG.atError()
                    .addKeyValue("conversation", id)
                    .setCause(e)
                    .log("Failed to handle a command");
            reply.accept(new Handled.Broken());
        }
        return Future.succeededFuture();
    }

    private void take(Entry entry) {
        Conversation before = state();
        if (entry.seq() != ConversationRules.seqOf(before, entry.event())) {
            throw new IllegalStateException(
                    "entry " + entry.seq() + " cannot follow " + before.version() + " in " + id);
        }
        Conversation after = ConversationRules.evolve(before, entry.event());
        state = after;
        listener.entry(before, entry, after);
    }

    private static long messageSeq(
            long version, List<ConversationEvent> events, Optional<MessageKey> message) {
        for (int i = 0; i < events.size(); i++) {
            if (message.isPresent() && events.get(i).message().equals(message)) {
                return version + i + 1;
            }
        }
        return version + events.size();
    }
}

package dev.switchboard.routing.simulation;

import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.Decision;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Person;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One conversation's state on one node: load, decide, commit, and reload where somebody else was
/// first. Whatever moves the state passes the listener entry by entry.
final class Ledger {

    private static final Person STRANGER =
            new Person("?", Optional.empty(), Optional.empty(), Optional.empty());

    private final String id;
    private final Node node;
    private final World world;
    private final Listener listener;
    private @Nullable Conversation state;
    private boolean behind;

    /// Hears of every entry that the state takes in.
    interface Listener {
        void entry(Conversation before, Redis.Entry entry, Conversation after);

        /// All entries of one commit, or of one reading, have been taken in.
        void moved(List<String> nodes);
    }

    Ledger(String id, Node node, World world, Listener listener) {
        this.id = id;
        this.node = node;
        this.world = world;
        this.listener = listener;
    }

    boolean loaded() {
        return state != null;
    }

    boolean behind() {
        return behind;
    }

    Conversation state() {
        if (state == null) {
            throw new IllegalStateException(id + " is not loaded on " + node);
        }
        return state;
    }

    void beginAs(Conversation begin) {
        if (state().version() == 0) {
            state = begin;
        }
    }

    /// Loads the state, or catches up where it may be behind.
    void refresh(Runnable then, Runnable away) {
        if (state == null) {
            node.call(
                    id,
                    () -> world.redis().load(id, node.name()),
                    found -> {
                        state = found.orElseGet(() -> Conversation.begin(id, STRANGER, "en"));
                        then.run();
                    },
                    away);
        } else if (behind && world.rules().readsLogAfterDoubt()) {
            catchUp(then, away);
        } else {
            then.run();
        }
    }

    /// Takes in what others have committed.
    void catchUp(Runnable then, Runnable away) {
        long version = state().version();
        node.call(
                id,
                () -> world.redis().entriesAfter(id, version),
                entries -> {
                    entries.forEach(this::take);
                    behind = false;
                    then.run();
                },
                away);
    }

    /// The mutants' way: what a notice says is taken for the log.
    void believe(Redis.Entry entry) {
        if (entry.seq() > state().version()) {
            Conversation before = state();
            state = world.rules().evolve(before, entry.event());
            listener.entry(before, entry, state());
        }
    }

    /// Decides and commits. The reply comes before the listener hears of the entries.
    void execute(ConversationCommand command, Consumer<Handled> reply, Runnable done) {
        if (!world.rules().commitsBeforeItAnswers()
                && world.rules().decide(state(), command) instanceof Decision.Accepted accepted) {
            reply.accept(new Handled.Done(state().version() + accepted.events().size()));
            decide(command, _ -> {}, done);
        } else {
            decide(command, reply, done);
        }
    }

    private void decide(ConversationCommand command, Consumer<Handled> reply, Runnable done) {
        switch (world.rules().decide(state(), command)) {
            case Decision.Refused refused -> refuse(command, refused, reply, done);
            case Decision.Accepted accepted -> commit(command, accepted.events(), reply, done);
        }
    }

    /// A state that has fallen behind may refuse what the log allows, so a refusal is decided on
    /// the log as it is. What was accepted once is accepted again, whatever has happened since.
    private void refuse(
            ConversationCommand command,
            Decision.Refused refused,
            Consumer<Handled> reply,
            Runnable done) {
        long version = state().version();
        Runnable away = () -> failed(reply, done);
        Runnable finish = () -> finishRefusal(command, refused, reply, done);

        catchUp(
                () -> {
                    if (state().version() == version) {
                        finish.run();
                    } else {
                        decide(command, reply, done);
                    }
                },
                away);
    }

    private void finishRefusal(
            ConversationCommand command,
            Decision.Refused refused,
            Consumer<Handled> reply,
            Runnable done) {
        Handled refusal = new Handled.Refused(refused.refusal());
        if (command.message().isEmpty()) {
            reply.accept(refusal);
            done.run();
            return;
        }
        MessageKey message = command.message().get();
        node.call(
                id,
                () -> world.redis().seqOf(id, message),
                seq -> {
                    reply.accept(seq.isPresent() ? new Handled.Done(seq.getAsLong()) : refusal);
                    done.run();
                },
                () -> failed(reply, done));
    }

    private void commit(
            ConversationCommand command,
            List<ConversationEvent> events,
            Consumer<Handled> reply,
            Runnable done) {
        Conversation before = state();
        if (events.isEmpty() && command.message().isEmpty()) {
            reply.accept(new Handled.Done(before.version()));
            done.run();
            return;
        }
        Conversation after = before;
        for (ConversationEvent event : events) {
            after = world.rules().evolve(after, event);
        }
        Conversation next = after;
        long seq = messageSeq(before.version(), events, command.message());
        announced(
                before,
                () ->
                        node.call(
                                id,
                                () ->
                                        world.redis()
                                                .commit(
                                                        before.version(),
                                                        next,
                                                        events,
                                                        world.rules().remembered(command),
                                                        seq,
                                                        command,
                                                        node.name()),
                                outcome -> committed(command, events, seq, outcome, reply, done),
                                () -> failed(reply, done)),
                () -> failed(reply, done));
    }

    /// A person's conversation can be found by its person before it has its first entry.
    private void announced(Conversation before, Runnable then, Runnable away) {
        if (before.version() == 0) {
            node.call(
                    id,
                    () -> world.redis().setLatestOf(before.person().sub(), id),
                    _ -> then.run(),
                    away);
        } else {
            then.run();
        }
    }

    private void committed(
            ConversationCommand command,
            List<ConversationEvent> events,
            long seq,
            Redis.Committed outcome,
            Consumer<Handled> reply,
            Runnable done) {
        switch (outcome) {
            case Redis.Committed.Stored stored -> {
                reply.accept(new Handled.Done(seq));
                long at = state().version();
                for (ConversationEvent event : events) {
                    take(new Redis.Entry(++at, event));
                }
                listener.moved(stored.nodes());
                done.run();
            }
            case Redis.Committed.Repeated repeated -> {
                reply.accept(new Handled.Done(repeated.seq()));
                done.run();
            }
            case Redis.Committed.Moved _ ->
                    catchUp(() -> decide(command, reply, done), () -> failed(reply, done));
        }
    }

    private void failed(Consumer<Handled> reply, Runnable done) {
        // The outcome is unknown: what the log now holds must be read before the next decision.
        behind = true;
        reply.accept(new Handled.Unavailable());
        done.run();
    }

    private void take(Redis.Entry entry) {
        Conversation before = state();
        if (entry.seq() != before.version() + 1) {
            throw new IllegalStateException(
                    "entry " + entry.seq() + " cannot follow " + before.version() + " in " + id);
        }
        Conversation after = world.rules().evolve(before, entry.event());
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

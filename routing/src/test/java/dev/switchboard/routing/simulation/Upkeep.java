package dev.switchboard.routing.simulation;

import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.Conversation.Activity;
import dev.switchboard.routing.conversation.Conversation.Turn;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantAnswers;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantHandsOff;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantProposes;
import dev.switchboard.routing.conversation.ConversationCommand.Handoff;
import dev.switchboard.routing.conversation.ConversationCommand.Seen;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.Holder;
import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.pool.Need;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.Subject;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What must run because a conversation is as it is: an answer being written, a seat being sought.
/// It compares what runs with what should, after every change and after every load.
final class Upkeep {

    private static final long AGAIN = 250_000;

    private final LiveConversation live;
    private final Ledger ledger;
    private final Node node;
    private final World world;
    private final Dice dice;
    private @Nullable Answer answer;
    private long soughtEpoch = -1;
    private boolean healing;

    Upkeep(LiveConversation live, Ledger ledger, Node node, World world) {
        this.live = live;
        this.ledger = ledger;
        this.node = node;
        this.world = world;
        this.dice = world.dice("model " + node.name() + live.id());
    }

    /// Whether something runs for which the conversation must stay in memory.
    boolean busy() {
        return answer != null || healing;
    }

    Optional<Seen> seen() {
        return Optional.ofNullable(answer).map(Answer::seen);
    }

    /// Tells a socket that has just come of the answer being written.
    Optional<String> turn() {
        return Optional.ofNullable(answer).map(a -> a.turn().id());
    }

    /// An entry may end the answer being written.
    void endAnswer(Conversation after) {
        Answer current = answer;
        if (current != null && after.turn().filter(current.turn()::equals).isEmpty()) {
            answer = null;
            current.cancel();
        }
    }

    /// The conversation has changed hands: the pool is told what is no longer true.
    void letGo(Conversation before, ConversationEvent event, Conversation after) {
        if (event instanceof ConversationEvent.Assigned taken
                && taken.reason() == Reason.TAKEOVER) {
            live.persist(takenOver(after, before.epoch(), taken.seat()));
            return;
        }
        switch (before.holder()) {
            case Holder.Agent held when !(after.holder() instanceof Holder.Queue) ->
                    // To the queue, the search itself tells the pool, and keeps the age.
                    live.persist(
                            new PoolCommand.Released(
                                    live.id(),
                                    before.epoch(),
                                    held.seat(),
                                    after.wrapUpOwedBy().filter(held.seat()::equals).isPresent()));
            case Holder.Queue _ when !(after.holder() instanceof Holder.Agent) ->
                    live.persist(new PoolCommand.Cancel(live.id(), before.epoch()));
            case Holder.Agent _, Holder.Queue _, Holder.Assistant _, Holder.Closed _ -> {}
        }
    }

    /// /// What a node that died may not have told the pool any more. A search tells it by itself.
    void sayAgain() {
        Conversation state = ledger.state();
        switch (state.holder()) {
            case Holder.Agent held when held.reason() == Reason.TAKEOVER ->
                    live.persist(takenOver(state, state.epoch() - 1, held.seat()));
            case Holder.Assistant _, Holder.Closed _ when state.epoch() > 0 ->
                    live.persist(new PoolCommand.Cancel(live.id(), state.epoch() - 1));
            case Holder.Agent _, Holder.Queue _, Holder.Assistant _, Holder.Closed _ -> {}
        }
    }

    private PoolCommand takenOver(Conversation state, long ended, String seat) {
        return new PoolCommand.TakenOver(
                live.id(), ended, seat, subject(state, ""), need(state, Optional.empty()));
    }

    /// Makes what runs what should run.
    ///
    /// @param writes whether an answer that nobody here writes is nobody's: not where another
    ///   node's commit made it due, for that node writes it
    void settle(boolean writes) {
        for (Activity activity : ledger.state().activities()) {
            switch (activity) {
                case Activity.Answer due -> settleAnswer(due.turn(), writes);
                case Activity.SeekSeat search -> seek(search);
            }
        }
        if (ledger.behind()) {
            heal();
        }
    }

    /// Whether an answer is due that is not written here.
    boolean lacksAnswer() {
        return answer == null && ledger.state().turn().isPresent();
    }

    private void settleAnswer(Turn due, boolean writes) {
        Answer current = answer;
        if (current != null) {
            current.ended().ifPresent(_ -> conclude(due));
        } else if (writes && world.rules().writesWhatIsDue()) {
            start(due);
        }
    }

    private void start(Turn due) {
        Conversation state = ledger.state();
        Answer starting = new Answer(due, state.language(), state.customerSeq(), dice);
        answer = starting;
        world.tell(node.name(), () -> "writes " + due.id() + " of " + live.id());
        live.tellCustomers(new Frame.TurnBegan(live.id(), due.id()));
        starting.write(world.timeline(), node, !world.storm().rages(), () -> conclude(due));
    }

    /// The answer to this turn is written: into the log with it.
    private void conclude(Turn turn) {
        live.post(
                done -> {
                    Answer current = answer;
                    if (current == null
                            || !current.turn().equals(turn)
                            || current.ended().isEmpty()) {
                        done.run();
                    } else if (current.ended().get() instanceof Answer.End.Failed
                            && !world.rules().handsOffFailures()) {
                        answer = null;
                        done.run();
                    } else {
                        live.execute(conclusion(current, current.ended().get()), _ -> {}, done);
                    }
                },
                this::heal);
    }

    private ConversationCommand conclusion(Answer ended, Answer.End end) {
        return switch (end) {
            case Answer.End.Answered _ -> answers(ended);
            case Answer.End.Proposes _ ->
                    new AssistantProposes(answers(ended), "change", new TreeMap<>(), "");
            case Answer.End.HandsOff h -> handsOff(ended, h.reason(), false);
            case Answer.End.Failed _ -> handsOff(ended, Reason.ASSISTANT_UNAVAILABLE, true);
        };
    }

    private AssistantAnswers answers(Answer ended) {
        return new AssistantAnswers(
                node.time(),
                ended.turn(),
                ended.text(),
                ended.language(),
                ended.covers(),
                List.of());
    }

    private ConversationCommand handsOff(Answer ended, Reason reason, boolean interrupted) {
        return new AssistantHandsOff(
                node.time(),
                ended.turn(),
                new Handoff(reason, ""),
                ended.text(),
                interrupted,
                ended.language(),
                List.of());
    }

    private void seek(Activity.SeekSeat search) {
        if (search.epoch() == soughtEpoch) {
            return;
        }
        soughtEpoch = search.epoch();
        Holder.Queue queue = search.queue();
        Conversation state = ledger.state();
        live.persist(
                new PoolCommand.Enqueue(
                        live.id(),
                        search.epoch(),
                        subject(state, queue.summary()),
                        new Need(
                                state.language(),
                                state.person().market(),
                                queue.target(),
                                state.lastSeat()),
                        Optional.of(queue.since()),
                        queue.excluded()));
    }

    private static Subject subject(Conversation state, String summary) {
        Reason reason =
                switch (state.holder()) {
                    case Holder.Queue queue -> queue.reason();
                    case Holder.Agent agent -> agent.reason();
                    case Holder.Assistant _, Holder.Closed _ -> Reason.TAKEOVER;
                };
        return new Subject(state.person().sub(), reason, summary);
    }

    private static Need need(Conversation state, Optional<String> sticky) {
        return new Need(
                state.language(),
                state.person().market(),
                new dev.switchboard.routing.conversation.Target.Anybody(),
                sticky);
    }

    /// Reads the log until it answers, because a commit's outcome is unknown.
    void heal() {
        if (healing) {
            return;
        }
        healing = true;
        world.timeline()
                .after(
                        AGAIN,
                        node,
                        () ->
                                live.post(
                                        done -> {
                                            healing = false;
                                            settle(true);
                                            done.run();
                                        },
                                        () -> {
                                            healing = false;
                                            heal();
                                        }));
    }
}

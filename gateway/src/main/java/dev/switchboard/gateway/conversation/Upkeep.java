package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.assistant.Assistant;
import dev.switchboard.gateway.assistant.Assistant.End;
import dev.switchboard.gateway.cluster.NodeMessage;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.Conversation.Activity;
import dev.switchboard.routing.conversation.Conversation.Errand;
import dev.switchboard.routing.conversation.Conversation.Turn;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantAnswers;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantHandsOff;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantProposes;
import dev.switchboard.routing.conversation.ConversationCommand.Handoff;
import dev.switchboard.routing.conversation.ConversationCommand.Seen;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.Notes;
import dev.switchboard.routing.conversation.Reason;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What must run because a conversation is as it is: an answer being written, a seat being sought.
/// It compares what runs with what should, after every change and after every load, so that
/// starting, ending and recovering are one piece of code.
final class Upkeep {

    private static final Duration AGAIN = Duration.ofMillis(250);

    private final String id;
    private final Surroundings around;
    private final Uses uses;
    private final Ledger ledger;
    private final Audience audience;
    private final Placement placement;
    private final Desk desk;
    private final Elsewhere elsewhere;

    /// Stands for the log as it is known here. It goes with this object: without one that knew, the
    /// store may lose entries and take in others of the same number.
    private final Object log = new Object();

    private volatile @Nullable Answer answer;
    private volatile boolean foreign;
    private String writer = "";
    private boolean asking;
    private boolean healing;

    /// Where work on the conversation is done, one piece after another.
    interface Desk {
        /// Does this on a state that is up to date.
        ///
        /// @param away instead, where the store cannot be reached
        void post(Supplier<Future<Void>> work, Runnable away);

        /// Decides and commits; for work that was posted.
        Future<Void> execute(ConversationCommand command);
    }

    Upkeep(
            String id,
            Surroundings around,
            Uses uses,
            Ledger ledger,
            Audience audience,
            Placement placement,
            Elsewhere elsewhere,
            Desk desk) {
        this.id = id;
        this.around = around;
        this.uses = uses;
        this.ledger = ledger;
        this.audience = audience;
        this.placement = placement;
        this.elsewhere = elsewhere;
        this.desk = desk;
    }

    /// What the customer has seen of the answer being written, which from here on stands still
    /// until [#settle].
    Optional<Seen> seen() {
        return Optional.ofNullable(answer).map(Answer::hold);
    }

    /// Shows the answer being written to a socket that has just come.
    void show(Outbox outbox) {
        if (answer != null) {
            answer.show(outbox);
        }
    }

    /// A congested socket can be told more.
    void advance() {
        if (answer != null) {
            answer.advance();
        }
    }

    /// An entry may end the answer being written.
    private void endAnswer(Entry entry, Conversation after) {
        Answer current = answer;
        if (current != null && after.turn().filter(current.turn()::equals).isEmpty()) {
            answer = null;
            foreign = false;
            boolean ends =
                    entry.event() instanceof Said s
                            && s.turn().filter(current.turn().id()::equals).isPresent();
            current.cancel(ends ? Optional.of(((Said) entry.event()).text()) : Optional.empty());
            uses.release();
        }
    }

    /// What is written for a turn that the log does not know is not told any more.
    void endLostAnswer() {
        Answer current = answer;
        if (current != null && ledger.state().turn().filter(current.turn()::equals).isEmpty()) {
            answer = null;
            foreign = false;
            current.cancel(Optional.empty());
            uses.release();
        }
    }

    /// Makes what runs what should run.
    ///
    /// @param found whether the state was found like this, so that somebody else may have begun
    void settle(boolean found) {
        for (Activity activity : ledger.state().activities()) {
            switch (activity) {
                case Activity.Answer due -> settleAnswer(due.turn(), found);
                case Activity.SeekSeat search -> placement.seek(ledger.state(), search);
            }
        }
        if (ledger.behind()) {
            heal();
        }
    }

    private void settleAnswer(Turn due, boolean found) {
        Answer current = answer;
        if (current != null) {
            current.release();
            current.ended().ifPresent(_ -> conclude(due));
        }
        if (!elsewhere.isMine(due)) {
            claim(due);
        } else if (current == null || foreign) {
            start(due, found ? "restarted" : "started");
        }
    }

    /// Another node may be at it; where none is, it is this one's now.
    private void claim(Turn due) {
        if (asking) {
            return;
        }
        asking = true;
        uses.retain();
        elsewhere
                .claim(due)
                .onSuccess(mine ->
                        desk.post(
                                () -> {
                                    claimed(due, mine);
                                    return Future.succeededFuture();
                                },
                                () -> asked(false)))
                .onFailure(_ -> asked(false));
    }

    private void claimed(Turn due, boolean mine) {
        if (isDue(due)) {
            if (!mine) {
                yieldTo();
            } else if (answer == null || foreign) {
                start(due, "restarted");
            }
        }
        asked(true);
    }

    /// Where the store did not say whose it is, it is asked again: nobody else may ask.
    private void asked(boolean told) {
        asking = false;
        if (!told) {
            heal();
        }
        uses.release();
    }

    /// Another node writes it, though this one did so too: it had been taken for lost. The customer
    /// is shown the other's.
    private void yieldTo() {
        Answer current = answer;
        if (current != null && !foreign) {
            answer = null;
            current.cancel(Optional.empty());
            elsewhere.askToBeShown();
            uses.release();
        }
    }

    private boolean isDue(Turn turn) {
        return ledger.state().activities().contains(new Activity.Answer(turn));
    }

    /// What another node has written of its answer. Where that is another one than before, it
    /// begins anew.
    void written(NodeMessage.Written w) {
        Optional<Turn> due = ledger.state().turn().filter(t -> t.id().equals(w.turn()));
        boolean other = foreign && !writer.equals(w.node());
        if ((answer == null || other) && w.offset() == 0 && due.filter(this::isDue).isPresent()) {
            if (answer == null) {
                uses.retain();
            }
            foreign = true;
            writer = w.node();
            answer =
                    new Answer(
                            due.get(),
                            w.began(),
                            ledger.state().language(),
                            audience,
                            around.limits().pendingCharsMax(),
                            () -> {});
            audience.begin(answer.began());
        }
        if (answer != null
                && foreign
                && writer.equals(w.node())
                && answer.turn().id().equals(w.turn())) {
            answer.written(w.offset(), w.text());
        }
    }

    /// The answer that is written here, if one is.
    Optional<Answer> own() {
        return foreign ? Optional.empty() : Optional.ofNullable(answer);
    }

    /// Whether nothing runs here, nor is being looked into.
    boolean isIdle() {
        return own().isEmpty() && !asking && !healing;
    }

    /// Whether something should run of which nothing is known here.
    boolean lacks() {
        return ledger.state().activities().stream()
                .anyMatch(activity ->
                        switch (activity) {
                            case Activity.Answer _ -> answer == null || foreign;
                            case Activity.SeekSeat search -> !placement.seeks(search);
                        });
    }

    private void start(Turn due, String began) {
        if (answer == null) {
            uses.retain();
        }
        foreign = false;
        if (began.equals("restarted")) {
            around.metrics().restarted();
        }
        Conversation state = ledger.state();
        var starting =
                new Answer(
                        due,
                        began,
                        state.language(),
                        audience,
                        around.limits().pendingCharsMax(),
                        () -> conclude(due));
        starting.alsoTell(around.metrics().counting(elsewhere::wrote));
        answer = starting;
        audience.begin(starting.began());
        tail().onSuccess(tail -> begin(starting, state, tail)).onFailure(_ -> abandon(starting));
    }

    private void begin(Answer starting, Conversation state, Tail tail) {
        if (starting.cancelled()) {
            return;
        }
        Optional<Errand> errand = starting.turn().errand();
        if (errand.isEmpty() && tail.spent().isBeyond(around.limits())) {
            starting.end(new End.HandsOff(Reason.POLICY, false));
            return;
        }
        starting.begin(
                around.assistant(),
                new Assistant.Question(
                        id, state.language(), state.person(), History.of(tail.entries()), errand),
                // What an errand is told of covers nothing but the word for it.
                errand.isPresent() ? 0 : History.lastCustomerSeq(tail.entries()));
    }

    /// The end of the log: as far as it is known here, or as the store has it.
    private Future<Tail> tail() {
        return around.tails()
                .find(log)
                .filter(tail -> tail.seq() == ledger.state().version())
                .map(Future::succeededFuture)
                .orElseGet(() ->
                        around.store()
                                .newest(id, Spent.entriesMax(around.limits()))
                                .map(read -> {
                                    Tail tail = Tail.of(read, around.limits());
                                    around.tails().put(log, tail);
                                    return tail;
                                }));
    }

    /// The conversation is let go of.
    void forget() {
        around.tails().remove(log);
    }

    /// An entry became part of the state.
    void entry(Entry entry, Conversation after) {
        around.tails()
                .find(log)
                .ifPresent(tail -> {
                    if (tail.seq() == entry.seq() - 1) {
                        around.tails().put(log, tail.and(entry, around.limits()));
                    } else {
                        around.tails().remove(log);
                    }
                });
        endAnswer(entry, after);
    }

    private void abandon(Answer starting) {
        if (!starting.cancelled()) {
            starting.cancel(Optional.empty());
            answer = null;
            uses.release();
            heal();
        }
    }

    /// The answer to this turn is written: into the log with it.
    private void conclude(Turn turn) {
        desk.post(
                () -> {
                    Answer current = answer;
                    return current == null
                                    || !current.turn().equals(turn)
                                    || current.ended().isEmpty()
                            ? Future.succeededFuture()
                            : conclusion(current, current.ended().get()).compose(desk::execute);
                },
                this::heal);
    }

    private Future<ConversationCommand> conclusion(Answer ended, End end) {
        return switch (end) {
            case End.Answered a when !ended.text().isBlank() ->
                    Future.succeededFuture(answers(ended, ended.text(), a));
            case End.Answered _ ->
                    handsOff(ended, new End.HandsOff(Reason.ASSISTANT_UNAVAILABLE, true));
            case End.Proposes p ->
                    Future.succeededFuture(
                            new AssistantProposes(
                                    answers(ended, ended.text() + p.question(), p),
                                    p.tool(),
                                    p.arguments(),
                                    p.quote()));
            case End.HandsOff h -> handsOff(ended, h);
        };
    }

    private AssistantAnswers answers(Answer ended, String text, End end) {
        return new AssistantAnswers(
                around.now(), ended.turn(), text, ended.language(), ended.covers(), end.sources());
    }

    /// Whoever goes on is told what the model leaves and what the log tells.
    private Future<ConversationCommand> handsOff(Answer ended, End.HandsOff end) {
        Notes notes = end.notes().restingOn(end.sources());
        return around.store()
                .newest(id, around.limits().historyEntriesMax())
                .map(entries ->
                        new AssistantHandsOff(
                                around.now(),
                                ended.turn(),
                                new Handoff(
                                        end.reason(),
                                        around.briefing().of(ledger.state(), entries, notes),
                                        Optional.of(notes)),
                                ended.text(),
                                end.interrupted(),
                                ended.language(),
                                end.sources()));
    }

    /// Reads the log until it answers, because a commit's outcome is unknown.
    private void heal() {
        if (healing) {
            return;
        }
        healing = uses.retain();
        if (!healing) {
            return;
        }
        around.vertx()
                .setTimer(
                        AGAIN.toMillis(),
                        _ ->
                                desk.post(
                                        () -> {
                                            healing = false;
                                            settle(true);
                                            uses.release();
                                            return Future.succeededFuture();
                                        },
                                        () -> {
                                            healing = false;
                                            heal();
                                            uses.release();
                                        }));
    }
}

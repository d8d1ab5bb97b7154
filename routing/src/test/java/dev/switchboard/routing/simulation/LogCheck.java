package dev.switchboard.routing.simulation;

import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.ConversationEvent.Assigned;
import dev.switchboard.routing.conversation.ConversationEvent.Briefed;
import dev.switchboard.routing.conversation.ConversationEvent.Closed;
import dev.switchboard.routing.conversation.ConversationEvent.Concluded;
import dev.switchboard.routing.conversation.ConversationEvent.HistoryLost;
import dev.switchboard.routing.conversation.ConversationEvent.Noted;
import dev.switchboard.routing.conversation.ConversationEvent.Proposed;
import dev.switchboard.routing.conversation.ConversationEvent.Queued;
import dev.switchboard.routing.conversation.ConversationEvent.Rated;
import dev.switchboard.routing.conversation.ConversationEvent.Reopened;
import dev.switchboard.routing.conversation.ConversationEvent.Returned;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.ConversationEvent.Settled;
import dev.switchboard.routing.conversation.ConversationEvent.TurnInterrupted;
import dev.switchboard.routing.conversation.ConversationEvent.Whispered;
import dev.switchboard.routing.conversation.Reason;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/// One conversation's log, read as it grows by somebody who knows the invariants and not the rules:
/// a few facts, so that a rule that is wrong does not make its check wrong too.
final class LogCheck {

    private final String id;
    private final NavigableSet<String> messages = new TreeSet<>();
    private Who who = Who.ASSISTANT;
    private String seat = "";
    private long epoch;
    private long seq;
    private Optional<String> turn = Optional.empty();
    private Instant waitingSince = Instant.MAX;
    private long customerSeq;
    private long answeredSeq;
    private String owesDisposition = "";
    private boolean forPerson;
    private OptionalLong asks = OptionalLong.empty();
    private OptionalLong answers = OptionalLong.empty();

    /// Who has a conversation.
    enum Who {
        ASSISTANT,
        QUEUE,
        AGENT,
        CLOSED
    }

    LogCheck(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    Who who() {
        return who;
    }

    String seat() {
        return seat;
    }

    long epoch() {
        return epoch;
    }

    long seq() {
        return seq;
    }

    Optional<String> turn() {
        return turn;
    }

    /// When the customer of the present search began to wait.
    Instant waitingSince() {
        return waitingSince;
    }

    /// Whether the customer's last word to the assistant was left without an answer.
    boolean unanswered() {
        return who == Who.ASSISTANT && answeredSeq < customerSeq;
    }

    /// Takes in what one commit appended.
    void take(ConversationCommand command, List<ConversationEvent> events) {
        boolean failed = command instanceof ConversationCommand.AssistantHandsOff;
        Invariant.I9.check(
                !failed || events.stream().anyMatch(Queued.class::isInstance),
                "%s: the assistant stepped aside and nobody was sought",
                id);
        for (int n = 0; n < events.size(); n++) {
            ConversationEvent event = events.get(n);
            seq++;
            // Words that send the conversation to a person are for that person to answer.
            forPerson = n + 1 < events.size() && events.get(n + 1) instanceof Queued;
            event.message()
                    .ifPresent(m ->
                            Invariant.I1.check(
                                    messages.add(m.value()),
                                    "%s: message %s is in the log twice",
                                    id,
                                    m));
            take(event);
        }
    }

    private void take(ConversationEvent event) {
        switch (event) {
            case Said said -> said(said);
            case TurnInterrupted t -> endTurn(t.turn(), true);
            case Queued q -> queued(q);
            case Assigned a -> assigned(a);
            case Returned r -> {
                Invariant.I3.check(who == Who.AGENT, "%s/%d returned by %s", id, seq, who);
                answeredSeq = customerSeq;
                change(Who.ASSISTANT, "", r.epoch());
            }
            case Reopened r -> {
                Invariant.I3.check(who == Who.CLOSED, "%s/%d reopened while %s", id, seq, who);
                change(Who.ASSISTANT, "", r.epoch());
            }
            case Closed c -> {
                Invariant.I3.check(who != Who.CLOSED, "%s/%d closed twice", id, seq);
                if (who == Who.AGENT) {
                    owesDisposition = c.disposition().isEmpty() ? seat : "";
                }
                answeredSeq = customerSeq;
                change(Who.CLOSED, "", c.epoch());
            }
            case Concluded c -> {
                Invariant.I3.check(
                        c.seat().equals(owesDisposition),
                        "%s/%d concluded by %s, owed by '%s'",
                        id,
                        seq,
                        c.seat(),
                        owesDisposition);
                owesDisposition = "";
            }
            case Proposed p -> {
                Invariant.I11.check(
                        who == Who.ASSISTANT && turn.isEmpty() && p.proposal().seq() == seq - 1,
                        "%s/%d proposes %s while %s, with %s due",
                        id,
                        seq,
                        p.proposal(),
                        who,
                        turn);
                asks = OptionalLong.of(p.proposal().seq());
            }
            case Settled s -> {
                Invariant.I11.check(
                        answers.equals(OptionalLong.of(s.proposal().seq())),
                        "%s/%d settles %s, but the customer's words were about %s",
                        id,
                        seq,
                        s.proposal(),
                        answers);
                answers = OptionalLong.empty();
            }
            case Briefed _ ->
                    Invariant.I3.check(
                            who == Who.QUEUE || who == Who.AGENT,
                            "%s/%d briefed nobody while %s",
                            id,
                            seq,
                            who);
            case Noted n -> holds(n.from());
            case Whispered w ->
                    Invariant.I3.check(
                            who == Who.AGENT && w.epoch() == epoch,
                            "%s/%d whispered to nobody who holds",
                            id,
                            seq);
            case Rated _ -> {}
            // The simulated Redis forgets nothing.
            case HistoryLost _ -> throw Invariant.I1.broken("%s/%d lost history", id, seq);
        }
    }

    private void said(Said said) {
        if (!(said.from() instanceof Author.Gateway)) {
            // What was asked by the last thing said, these words may answer and no others.
            answers = said.from() instanceof Author.Customer ? asks : OptionalLong.empty();
            asks = OptionalLong.empty();
        }
        switch (said.from()) {
            case Author.Customer _ -> {
                Invariant.I3.check(who != Who.CLOSED, "%s/%d said while closed", id, seq);
                customerSeq = seq;
                if (forPerson) {
                    answeredSeq = seq;
                } else if (who == Who.ASSISTANT && turn.isEmpty()) {
                    turn = Optional.of("t" + seq);
                } else if (who != Who.ASSISTANT) {
                    answeredSeq = seq;
                }
            }
            case Author.Assistant _ -> {
                Invariant.I3.check(
                        who == Who.ASSISTANT, "%s/%d: the assistant spoke while %s", id, seq, who);
                endTurn(said.turn().orElse("none"), said.interrupted());
                if (!said.interrupted()) {
                    answeredSeq = Math.max(answeredSeq, said.covers());
                    if (customerSeq > said.covers()) {
                        turn = Optional.of("t" + customerSeq);
                    }
                }
            }
            case Author.Agent _ -> holds(said.from());
            case Author.Gateway _ ->
                    Invariant.I3.check(who != Who.CLOSED, "%s/%d told while closed", id, seq);
        }
    }

    private void holds(Author author) {
        String speaker = author instanceof Author.Agent(String theirs, String _) ? theirs : "?";
        Invariant.I3.check(
                who == Who.AGENT && speaker.equals(seat),
                "%s/%d: %s spoke while %s %s held",
                id,
                seq,
                speaker,
                who,
                seat);
    }

    private void endTurn(String which, boolean interrupted) {
        Invariant.I3.check(
                turn.filter(which::equals).isPresent(),
                "%s/%d ended %s while %s was due",
                id,
                seq,
                which,
                turn);
        turn = Optional.empty();
        if (interrupted) {
            answeredSeq = customerSeq;
        }
    }

    private void queued(Queued q) {
        boolean again = q.reason() == Reason.TRANSFER || q.reason() == Reason.AGENT_LOST;
        Invariant.I3.check(
                who == (again ? Who.AGENT : Who.ASSISTANT),
                "%s/%d queued for %s while %s",
                id,
                seq,
                q.reason(),
                who);
        Invariant.I8.check(
                !again || q.since().equals(waitingSince),
                "%s/%d waits since %s, and had waited since %s",
                id,
                seq,
                q.since(),
                waitingSince);
        waitingSince = q.since();
        answeredSeq = customerSeq;
        change(Who.QUEUE, "", q.epoch());
    }

    private void assigned(Assigned a) {
        boolean takeover = a.reason() == Reason.TAKEOVER;
        Invariant.I5.check(
                who != Who.AGENT || takeover,
                "%s/%d: %s got it while %s had it",
                id,
                seq,
                a.seat(),
                seat);
        Invariant.I3.check(
                who == Who.QUEUE || (takeover && who != Who.CLOSED),
                "%s/%d assigned while %s",
                id,
                seq,
                who);
        if (who == Who.ASSISTANT) {
            waitingSince = a.at();
        }
        answeredSeq = customerSeq;
        owesDisposition = "";
        change(Who.AGENT, a.seat(), a.epoch());
    }

    private void change(Who now, String newSeat, long newEpoch) {
        Invariant.I9.check(
                turn.isEmpty(), "%s/%d: to %s while %s was still due", id, seq, now, turn);
        Invariant.I3.check(
                newEpoch == epoch + 1, "%s/%d: epoch %d after %d", id, seq, newEpoch, epoch);
        asks = OptionalLong.empty();
        answers = OptionalLong.empty();
        who = now;
        seat = newSeat;
        epoch = newEpoch;
    }
}

package dev.switchboard.routing.conversation;

import dev.switchboard.routing.conversation.Conversation.Turn;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantAnswers;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantBriefs;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantHandsOff;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantProposes;
import dev.switchboard.routing.conversation.ConversationEvent.Briefed;
import dev.switchboard.routing.conversation.ConversationEvent.Proposed;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.ConversationEvent.TurnInterrupted;
import dev.switchboard.routing.conversation.Decision.Accepted;
import dev.switchboard.routing.conversation.Decision.Refusal;
import dev.switchboard.routing.conversation.Decision.Refused;
import java.util.List;
import java.util.Optional;

/// What the assistant may do: end the turn that is due, and nothing once it has ended. So it never
/// talks over a person, however late it is. To agents alone it may still sum up what it handed
/// over.
final class AssistantDecisions {

    private AssistantDecisions() {}

    static Decision answers(Conversation state, AssistantAnswers c) {
        return writes(state, c.turn()) ? Accepted.of(said(c)) : new Refused(Refusal.STALE_TURN);
    }

    /// A question to which the customer has already added something is not the last thing said, and
    /// a yes might be meant for something else.
    static Decision proposes(Conversation state, AssistantProposes c) {
        if (!writes(state, c.answer().turn())) {
            return new Refused(Refusal.STALE_TURN);
        }
        Said said = said(c.answer());
        var proposal =
                new Proposal(
                        ConversationRules.seqOf(state, said), c.tool(), c.arguments(), c.quote());
        return state.customerSeq() > said.covers()
                ? Accepted.of(said)
                : new Accepted(List.of(said, new Proposed(c.at(), proposal)));
    }

    /// An answer covers its own cause, or it would be owed again for ever.
    private static Said said(AssistantAnswers c) {
        long covers = Math.max(c.covers(), c.turn().customerSeq());
        return Turns.said(c.at(), c.turn(), c.text(), c.language(), false, covers, c.sources());
    }

    static Decision handsOff(Conversation state, AssistantHandsOff c) {
        if (!writes(state, c.turn())) {
            return new Refused(Refusal.STALE_TURN);
        }
        ConversationEvent end =
                c.text().isBlank()
                        ? new TurnInterrupted(c.at(), c.turn().id())
                        : Turns.said(
                                c.at(),
                                c.turn(),
                                c.text(),
                                c.language(),
                                c.interrupted(),
                                state.customerSeq(),
                                c.sources());
        return new Accepted(
                List.of(end, Turns.queued(state, c.at(), Optional.empty(), c.handoff())));
    }

    /// Wanted for as long as the customer who began to wait then has not been seen to the end, and
    /// by an agent who can read it: for another one, another summary is written.
    static Decision briefs(Conversation state, AssistantBriefs c) {
        boolean wanted =
                switch (state.holder()) {
                    case Holder.Queue queue -> queue.since().equals(c.since());
                    case Holder.Agent held ->
                            held.waitingSince().equals(c.since())
                                    && held.reads(c.notes().language());
                    case Holder.Assistant _, Holder.Closed _ -> false;
                };
        if (wanted) {
            return Accepted.of(new Briefed(c.at(), c.text(), c.notes()));
        }
        return new Refused(
                state.holder() instanceof Holder.Closed ? Refusal.CLOSED : Refusal.STALE_EPOCH);
    }

    private static boolean writes(Conversation state, Turn turn) {
        return state.turn().filter(turn::equals).isPresent();
    }
}

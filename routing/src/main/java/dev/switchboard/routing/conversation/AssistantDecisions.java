package dev.switchboard.routing.conversation;

import dev.switchboard.routing.conversation.Conversation.Turn;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantAnswers;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantHandsOff;
import dev.switchboard.routing.conversation.ConversationEvent.TurnInterrupted;
import dev.switchboard.routing.conversation.Decision.Accepted;
import dev.switchboard.routing.conversation.Decision.Refusal;
import dev.switchboard.routing.conversation.Decision.Refused;
import java.util.List;
import java.util.Optional;

/// What the assistant may do: end the turn that is due, and nothing once it has ended. So it never
/// talks over a person, however late it is.
final class AssistantDecisions {

    private AssistantDecisions() {}

    static Decision answers(Conversation state, AssistantAnswers c) {
        if (!writes(state, c.turn())) {
            return new Refused(Refusal.STALE_TURN);
        }
        // An answer covers its own cause, or it would be owed again for ever.
        long covers = Math.max(c.covers(), c.turn().customerSeq());
        return Accepted.of(Turns.said(c.at(), c.turn(), c.text(), c.language(), false, covers));
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
                                state.customerSeq());
        return new Accepted(
                List.of(end, Turns.queued(state, c.at(), Optional.empty(), c.handoff())));
    }

    private static boolean writes(Conversation state, Turn turn) {
        return state.turn().filter(turn::equals).isPresent();
    }
}

package dev.switchboard.routing.conversation;

import dev.switchboard.routing.conversation.ConversationCommand.SupervisorTakesOver;
import dev.switchboard.routing.conversation.ConversationCommand.SupervisorWhispers;
import dev.switchboard.routing.conversation.ConversationEvent.Assigned;
import dev.switchboard.routing.conversation.ConversationEvent.Whispered;
import dev.switchboard.routing.conversation.Decision.Accepted;
import dev.switchboard.routing.conversation.Decision.Refusal;
import dev.switchboard.routing.conversation.Decision.Refused;
import java.util.ArrayList;

/// What a supervisor may do besides watching, which changes nothing.
final class SupervisorDecisions {

    private SupervisorDecisions() {}

    static Decision takesOver(Conversation state, SupervisorTakesOver c) {
        if (state.version() == 0) {
            return new Refused(Refusal.NOT_BEGUN);
        }
        return switch (state.holder()) {
            case Holder.Closed _ -> new Refused(Refusal.CLOSED);
            case Holder.Agent held when held.seat().equals(c.supervisor().seat()) ->
                    Accepted.NOTHING;
            case Holder.Agent _, Holder.Queue _, Holder.Assistant _ -> {
                var events = new ArrayList<>(Turns.interruption(state, c.at(), c.seen()));
                events.add(
                        new Assigned(
                                c.at(),
                                state.epoch() + 1,
                                c.supervisor().seat(),
                                c.supervisor().name(),
                                Reason.TAKEOVER,
                                c.languages()));
                yield new Accepted(events);
            }
        };
    }

    static Decision whispers(Conversation state, SupervisorWhispers c) {
        return switch (state.holder()) {
            case Holder.Agent _ ->
                    Accepted.of(
                            new Whispered(
                                    c.at(), c.message(), c.supervisor(), state.epoch(), c.text()));
            case Holder.Closed _ -> new Refused(Refusal.CLOSED);
            case Holder.Assistant _, Holder.Queue _ -> new Refused(Refusal.NO_AGENT);
        };
    }
}

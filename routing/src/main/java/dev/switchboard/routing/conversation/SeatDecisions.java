package dev.switchboard.routing.conversation;

import dev.switchboard.routing.conversation.ConversationCommand.SeatLeaves;
import dev.switchboard.routing.conversation.ConversationCommand.SeatTakes;
import dev.switchboard.routing.conversation.ConversationEvent.Assigned;
import dev.switchboard.routing.conversation.ConversationEvent.Queued;
import dev.switchboard.routing.conversation.Decision.Accepted;
import dev.switchboard.routing.conversation.Decision.Refusal;
import dev.switchboard.routing.conversation.Decision.Refused;
import java.util.List;
import java.util.Optional;

/// What a pool may do: give a conversation to a seat, and take it from one that is gone, each under
/// the epoch in which it decided.
final class SeatDecisions {

    private SeatDecisions() {}

    static Decision takes(Conversation state, SeatTakes c) {
        return switch (state.holder()) {
            case Holder.Queue queue when state.epoch() == c.epoch() ->
                    Accepted.of(
                            new Assigned(
                                    c.at(),
                                    c.epoch() + 1,
                                    c.seat(),
                                    c.name(),
                                    queue.reason(),
                                    c.languages()));
            // The same winner told twice, by a second leader or after a restart.
            case Holder.Agent agent when holdsSince(state, agent, c.seat(), c.epoch()) ->
                    Accepted.NOTHING;
            case Holder.Queue _, Holder.Agent _, Holder.Assistant _, Holder.Closed _ ->
                    new Refused(Refusal.GONE);
        };
    }

    static Decision leaves(Conversation state, SeatLeaves c) {
        return switch (state.holder()) {
            case Holder.Agent agent when holdsSince(state, agent, c.seat(), c.epoch()) ->
                    Accepted.of(
                            new Queued(
                                    c.at(),
                                    Optional.empty(),
                                    state.epoch() + 1,
                                    Reason.AGENT_LOST,
                                    "",
                                    new Target.Anybody(),
                                    agent.waitingSince(),
                                    List.of()));
            case Holder.Queue _, Holder.Agent _, Holder.Assistant _, Holder.Closed _ ->
                    new Refused(Refusal.GONE);
        };
    }

    private static boolean holdsSince(
            Conversation state, Holder.Agent agent, String seat, long offerEpoch) {
        return agent.seat().equals(seat) && state.epoch() == offerEpoch + 1;
    }
}

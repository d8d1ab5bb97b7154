package dev.switchboard.routing.conversation;

import dev.switchboard.routing.conversation.ConversationCommand.AgentCloses;
import dev.switchboard.routing.conversation.ConversationCommand.AgentNotes;
import dev.switchboard.routing.conversation.ConversationCommand.AgentReturns;
import dev.switchboard.routing.conversation.ConversationCommand.AgentSays;
import dev.switchboard.routing.conversation.ConversationCommand.AgentTransfers;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantAnswers;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantBriefs;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantHandsOff;
import dev.switchboard.routing.conversation.ConversationCommand.AssistantProposes;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerAsksForPerson;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerEnds;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerRates;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerSays;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerStops;
import dev.switchboard.routing.conversation.ConversationCommand.GatewayClosesIdle;
import dev.switchboard.routing.conversation.ConversationCommand.GatewayMissesHistory;
import dev.switchboard.routing.conversation.ConversationCommand.GatewaySays;
import dev.switchboard.routing.conversation.ConversationCommand.SeatLeaves;
import dev.switchboard.routing.conversation.ConversationCommand.SeatTakes;
import dev.switchboard.routing.conversation.ConversationCommand.SupervisorTakesOver;
import dev.switchboard.routing.conversation.ConversationCommand.SupervisorWhispers;
import dev.switchboard.routing.conversation.ConversationEvent.HistoryLost;

/// The rules of one conversation. Both functions are total: every command in every state has an
/// answer, and `DecisionTableTest` writes all of them out.
public final class ConversationRules {

    private ConversationRules() {}

    /// What a command leads to in this state.
    public static Decision decide(Conversation state, ConversationCommand command) {
        return switch (command) {
            case CustomerSays c -> CustomerDecisions.says(state, c);
            case CustomerAsksForPerson c -> CustomerDecisions.asksForPerson(state, c);
            case CustomerStops c -> CustomerDecisions.stops(state, c);
            case CustomerRates c -> CustomerDecisions.rates(c);
            case CustomerEnds c -> CustomerDecisions.ends(state, c);
            case AssistantAnswers c -> AssistantDecisions.answers(state, c);
            case AssistantProposes c -> AssistantDecisions.proposes(state, c);
            case AssistantHandsOff c -> AssistantDecisions.handsOff(state, c);
            case AssistantBriefs c -> AssistantDecisions.briefs(state, c);
            case SeatTakes c -> SeatDecisions.takes(state, c);
            case SeatLeaves c -> SeatDecisions.leaves(state, c);
            case AgentSays c -> AgentDecisions.says(state, c);
            case AgentNotes c -> AgentDecisions.notes(state, c);
            case AgentTransfers c -> AgentDecisions.transfers(state, c);
            case AgentReturns c -> AgentDecisions.returns(state, c);
            case AgentCloses c -> AgentDecisions.closes(state, c);
            case SupervisorTakesOver c -> SupervisorDecisions.takesOver(state, c);
            case SupervisorWhispers c -> SupervisorDecisions.whispers(state, c);
            case GatewaySays c -> GatewayDecisions.says(state, c);
            case GatewayClosesIdle c -> GatewayDecisions.closesIdle(state, c);
            case GatewayMissesHistory c -> GatewayDecisions.missesHistory(state, c);
        };
    }

    /// The state after the log's next entry.
    public static Conversation evolve(Conversation state, ConversationEvent event) {
        return Evolution.evolve(state, event);
    }

    /// The `seq` that this event has as the log's next entry.
    public static long seqOf(Conversation state, ConversationEvent event) {
        return event instanceof HistoryLost lost ? lost.through() + 1 : state.version() + 1;
    }
}

package dev.switchboard.routing.simulation;

import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.ConversationRules;
import dev.switchboard.routing.conversation.Decision;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.PoolRules;
import dev.switchboard.routing.pool.Step;
import java.util.Optional;

/// The rules as the nodes go by them, and those steps of the shell on which an invariant rests. The
/// real ones are here; [Mutants] break one each, to show that the simulator would notice.
class Rules {

    Decision decide(Conversation state, ConversationCommand command) {
        return ConversationRules.decide(state, command);
    }

    Conversation evolve(Conversation state, ConversationEvent event) {
        return ConversationRules.evolve(state, event);
    }

    Step step(Pool pool, PoolCommand command, CommandId id) {
        return PoolRules.step(pool, command, id);
    }

    /// The message that a commit remembers.
    Optional<MessageKey> remembered(ConversationCommand command) {
        return command.message();
    }

    /// Whether a sender is told `accepted` only once it is stored.
    boolean commitsBeforeItAnswers() {
        return true;
    }

    /// Whether the log is read after a commit whose outcome is unknown.
    boolean readsLogAfterDoubt() {
        return true;
    }

    /// Whether a notice makes a node read the log, instead of being taken for the log.
    boolean readsLogOnNotice() {
        return true;
    }

    /// Whether a node looks from time to time whether it has missed a notice.
    boolean comparesVersions() {
        return true;
    }

    /// The first entry that a client which has seen `after` is sent.
    long firstMissed(long after) {
        return after + 1;
    }

    /// Whether the customer's socket outlives a change of holder.
    boolean keepsSocketOnHandoff() {
        return true;
    }

    /// Whether an answer that is due is written by whoever finds it unwritten.
    boolean writesWhatIsDue() {
        return true;
    }

    /// Whether a failed answer is followed by a person.
    boolean handsOffFailures() {
        return true;
    }

    /// Whether what a dead node had is taken over.
    boolean takesOverTheDead() {
        return true;
    }

    /// Whether a snapshot never takes the place of a newer one.
    boolean keepsNewerSnapshot() {
        return true;
    }

    /// Whether a leader notices that commands it has not read were dropped.
    boolean noticesGaps() {
        return true;
    }

    /// Whether a new leader says again what the pool's state implies.
    boolean saysOutstanding() {
        return true;
    }

    /// Whether notes and whispers stay among agents.
    boolean keepsAgentsWordsFromCustomers() {
        return true;
    }
}

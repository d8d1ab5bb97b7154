package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.assistant.Assistant;
import dev.switchboard.gateway.assistant.Summaries;
import dev.switchboard.gateway.assistant.translation.Translator;
import dev.switchboard.gateway.cluster.Neighbours;
import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.memory.Recent;
import dev.switchboard.gateway.policy.Texts;
import dev.switchboard.gateway.store.ConversationStore;
import dev.switchboard.routing.conversation.Conversation;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What every conversation of a node shares.
///
/// @param tails of logs, each by what stands for it while its conversation is in memory
/// @param retain keeps a conversation in memory until it is released as often; says no where
///   another object has taken its place
/// @param release undoes one [#retain]
record Surroundings(
        Vertx vertx,
        ConversationStore store,
        Assistant assistant,
        Translator translator,
        Summaries summaries,
        Texts texts,
        Briefing briefing,
        Seating seating,
        GatewayConfig.Assistant limits,
        GatewayConfig.Conversation life,
        Duration heartbeat,
        InstantSource clock,
        ConversationMetrics metrics,
        Neighbours neighbours,
        Recent<Object, Tail> tails,
        Predicate<LiveConversation> retain,
        Consumer<LiveConversation> release) {

    /// This node's name.
    String node() {
        return neighbours.self();
    }

    /// How a conversation's customer is spoken to.
    Voice voice(Conversation state) {
        return new Voice(texts, state.language());
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

package dev.switchboard.gateway.conversation;

import dev.switchboard.routing.conversation.Holder;
import dev.switchboard.routing.conversation.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// What happens to conversations, in numbers. What has not happened yet is there with a zero, so
/// that its first time is a rise.
final class ConversationMetrics {

    private static final Duration[] FIRST_TOKENS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final Timer commit;
    private final Counter done;
    private final Counter refused;
    private final Counter unavailable;
    private final Counter broken;
    private final Counter toAssistant;
    private final Counter toQueue;
    private final Counter toAgent;
    private final Counter toNobody;
    private final Map<Reason, Counter> handoffs = new EnumMap<>(Reason.class);
    private final Counter restarted;
    private final Counter historyLost;
    private final Timer firstToken;
    private final Counter tokens;
    private final Counter deltas;
    private final Counter deferrals;

    ConversationMetrics(MeterRegistry registry) {
        this.commit =
                Timer.builder("switchboard.conversation.commit")
                        .description("From a command's turn in its conversation to its outcome")
                        .publishPercentileHistogram()
                        .register(registry);
        this.done = command(registry, "done");
        this.refused = command(registry, "refused");
        this.unavailable = command(registry, "unavailable");
        this.broken = command(registry, "broken");
        this.toAssistant = holder(registry, "assistant");
        this.toQueue = holder(registry, "queue");
        this.toAgent = holder(registry, "agent");
        this.toNobody = holder(registry, "closed");
        for (Reason reason : Reason.values()) {
            handoffs.put(
                    reason,
                    registry.counter("switchboard.conversation.handoffs", "reason", reason.code()));
        }
        this.restarted =
                counter(
                        registry,
                        "switchboard.turns.restarted",
                        "Answers begun anew, because whoever wrote them stopped");
        this.historyLost =
                counter(
                        registry,
                        "switchboard.history.lost",
                        "Conversations of which the store knew less than it had acknowledged");
        this.firstToken =
                Timer.builder("switchboard.turns.first.token")
                        .description("From an answer's being due to its first piece being told")
                        .serviceLevelObjectives(FIRST_TOKENS)
                        .register(registry);
        this.tokens =
                counter(
                        registry,
                        "switchboard.turns.tokens",
                        "Pieces of answers, as the assistant wrote them here");
        this.deltas =
                counter(
                        registry,
                        "switchboard.turns.deltas",
                        "Pieces of answers, as sockets were sent them");
        this.deferrals =
                counter(
                        registry,
                        "switchboard.turns.deferrals",
                        "Times that an answer waited for a slow socket, and merged meanwhile");
    }

    private static Counter command(MeterRegistry registry, String outcome) {
        return registry.counter("switchboard.conversation.commands", "outcome", outcome);
    }

    private static Counter holder(MeterRegistry registry, String holder) {
        return registry.counter("switchboard.conversation.holders", "holder", holder);
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    void restarted() {
        restarted.increment();
    }

    void historyLost() {
        historyLost.increment();
    }

    void handled(Handled handled, long nanos) {
        commit.record(nanos, TimeUnit.NANOSECONDS);
        switch (handled) {
            case Handled.Done _ -> done.increment();
            case Handled.Refused _ -> refused.increment();
            case Handled.Unavailable _ -> unavailable.increment();
            case Handled.Broken _ -> broken.increment();
        }
    }

    void held(Holder holder) {
        switch (holder) {
            case Holder.Assistant _ -> toAssistant.increment();
            case Holder.Queue queue -> {
                toQueue.increment();
                Objects.requireNonNull(handoffs.get(queue.reason())).increment();
            }
            case Holder.Agent _ -> toAgent.increment();
            case Holder.Closed _ -> toNobody.increment();
        }
    }

    /// Counts the pieces of an answer that is due from now on, on their way to these.
    Answer.Pieces counting(Answer.Pieces next) {
        long dueNanos = System.nanoTime();
        return (answer, offset, piece) -> {
            if (offset == 0) {
                firstToken.record(System.nanoTime() - dueNanos, TimeUnit.NANOSECONDS);
            }
            tokens.increment();
            next.wrote(answer, offset, piece);
        };
    }

    /// A socket was sent what it had not been told of an answer.
    void delta() {
        deltas.increment();
    }

    /// A socket is too slow for an answer, which waits for it.
    void deferred() {
        deferrals.increment();
    }
}

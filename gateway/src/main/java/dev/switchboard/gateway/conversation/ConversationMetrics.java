package dev.switchboard.gateway.conversation;

import dev.switchboard.routing.conversation.Holder;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// What happens to conversations, in numbers.
final class ConversationMetrics {

    private final MeterRegistry registry;
    private final Timer commit;
    private final Counter restarted;

    ConversationMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.commit =
                Timer.builder("switchboard.conversation.commit")
                        .description("From a command's turn in its conversation to its outcome")
                        .publishPercentileHistogram()
                        .register(registry);
        this.restarted =
                Counter.builder("switchboard.turns.restarted")
                        .description("Answers begun anew, because whoever wrote them stopped")
                        .register(registry);
    }

    void restarted() {
        restarted.increment();
    }

    void historyLost() {
        registry.counter("switchboard.history.lost").increment();
    }

    void handled(Handled handled, long nanos) {
        commit.record(nanos, TimeUnit.NANOSECONDS);
        String outcome = handled.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        counter("switchboard.conversation.commands", "outcome", outcome).increment();
    }

    void held(Holder holder) {
        counter("switchboard.conversation.holders", "holder", Told.holder(holder)).increment();
        if (holder instanceof Holder.Queue queue) {
            counter("switchboard.conversation.handoffs", "reason", queue.reason().code())
                    .increment();
        }
    }

    private Counter counter(String name, String tag, String value) {
        return registry.counter(name, tag, value);
    }
}

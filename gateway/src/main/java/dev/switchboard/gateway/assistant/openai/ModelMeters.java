package dev.switchboard.gateway.assistant.openai;

import static java.util.Objects.requireNonNull;

import dev.switchboard.gateway.assistant.Model.Failure.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What can be seen of the model: `switchboard.model.*`.
final class ModelMeters {
    /// How an answer ended.
    enum Outcome {
        COMPLETED,
        FAILED,
        CANCELLED
    }

    private final Timer firstToken;
    private final Map<Outcome, Timer> answers = new EnumMap<>(Outcome.class);
    private final Map<Kind, Counter> errors = new EnumMap<>(Kind.class);
    private final Counter retries;
    private final Counter tokensIn;
    private final Counter tokensOut;
    private final AtomicInteger streams = new AtomicInteger();

    /// @param model its name
    ModelMeters(MeterRegistry registry, String model) {
        firstToken =
                Timer.builder("switchboard.model.first.token")
                        .tag("model", model)
                        .description("from the request to the first piece of the answer")
                        .publishPercentileHistogram()
                        .register(registry);
        for (Outcome outcome : Outcome.values()) {
            answers.put(
                    outcome,
                    Timer.builder("switchboard.model.answer")
                            .tag("model", model)
                            .description("from the request to the answer's end")
                            .tag("outcome", word(outcome))
                            .register(registry));
        }
        for (Kind kind : Kind.values()) {
            errors.put(
                    kind,
                    Counter.builder("switchboard.model.errors")
                            .tag("model", model)
                            .description("answers that failed")
                            .tag("kind", word(kind))
                            .register(registry));
        }
        retries =
                Counter.builder("switchboard.model.retries")
                        .tag("model", model)
                        .description("further tries of a request")
                        .register(registry);
        tokensIn = tokens(registry, model, "in");
        tokensOut = tokens(registry, model, "out");
        registry.gauge("switchboard.model.streams", Tags.of("model", model), streams);
    }

    private static Counter tokens(MeterRegistry registry, String model, String direction) {
        return Counter.builder("switchboard.model.tokens")
                .tag("model", model)
                .description("tokens as the server counts them, where it does")
                .tag("direction", direction)
                .register(registry);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void began() {
        streams.incrementAndGet();
    }

    void firstToken(Duration since) {
        firstToken.record(since);
    }

    void retried() {
        retries.increment();
    }

    void failed(Kind kind) {
        requireNonNull(errors.get(kind)).increment();
    }

    void tokens(int in, int out) {
        tokensIn.increment(in);
        tokensOut.increment(out);
    }

    void ended(Outcome outcome, Duration since) {
        streams.decrementAndGet();
        requireNonNull(answers.get(outcome)).record(since);
    }
}

package dev.switchboard.gateway.assistant.translation;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What became of messages that were to be translated, and how long their senders waited for it.
final class TranslationMeters {

    /// All but the first leave the words as they were written.
    enum Outcome {
        TRANSLATED,
        /// The other language says it in the same words.
        SAME,
        /// The model says that it cannot.
        DECLINED,
        /// Not of the form that was asked for, or of no plausible length.
        MALFORMED,
        /// A number, a date, a link or an address is lost, changed or made up.
        UNFAITHFUL,
        /// In another language than was asked for.
        LANGUAGE,
        LATE,
        FAILED,
        /// The model was not asked, since it has failed too often of late.
        LEFT_ALONE,
        /// More than the model may write, so that it was not asked.
        TOO_LONG
    }

    private final Map<Outcome, Timer> timers = new EnumMap<>(Outcome.class);

    TranslationMeters(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            timers.put(
                    outcome,
                    Timer.builder("switchboard.conversation.translation")
                            .tag(
                                    "outcome",
                                    outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .description("From a message's turn to its translation, or to none")
                            .register(registry));
        }
    }

    void ended(Outcome outcome, long nanos) {
        requireNonNull(timers.get(outcome)).record(nanos, TimeUnit.NANOSECONDS);
    }
}

package dev.switchboard.routing.policy;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// How the wait of one kind of work is weighed against another's. The score of work that has waited
/// w is `w × ageRatePercent / 100 + boost`, and towards its deadline more. It rises with the wait,
/// so that within a class the older always comes first.
///
/// @param ageRatePercent 100 is real time; at least 1
/// @param boost what it is ahead from the start
/// @param deadline when it should be with somebody, if it has such a time
public record PriorityClass(
        String name, int ageRatePercent, Duration boost, Optional<Deadline> deadline) {
    /// The class of work for which no other is named.
    public static final PriorityClass NORMAL =
            new PriorityClass("normal", 100, Duration.ZERO, Optional.empty());

    /// Pressure towards a time: from `window` before it each second of waiting counts `ratePercent
    /// / 100` seconds more.
    ///
    /// @param after since the work began to wait
    /// @param window at most `after`
    public record Deadline(Duration after, Duration window, int ratePercent) {
        public Deadline {
            Checks.positive(after, "deadline.after");
            Checks.positive(window, "deadline.window");
            if (window.compareTo(after) > 0) {
                throw new IllegalArgumentException(
                        "deadline.window must not be longer than deadline.after: " + window);
            }
            Checks.within(ratePercent, 1, 100_000, "deadline.rate-percent");
        }

        private long pressure(long waitedMs) {
            return Math.max(0, waitedMs - (after.toMillis() - window.toMillis())) * ratePercent;
        }
    }

    public PriorityClass {
        Checks.text(name, "name");
        Checks.within(ageRatePercent, 1, 100_000, "age-rate-percent");
        Checks.notNegative(boost, "boost");
        Objects.requireNonNull(deadline);
    }

    /// The score in hundredths of a millisecond: whole numbers are equal on every machine.
    ///
    /// @param waitedMs at least 0
    public long score(long waitedMs) {
        long pressure = deadline.isPresent() ? deadline.get().pressure(waitedMs) : 0;
        return waitedMs * ageRatePercent + boost.toMillis() * 100 + pressure;
    }
}

package dev.switchboard.routing.pool;

import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.Relaxation;
import dev.switchboard.routing.policy.RoutingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A step of the ladder that work climbs while it waits, each asking for less than the one before.
///
/// Time alone says how high an item must stand. A step that no seat of the pool could fill, be it
/// busy or away, is passed over at once; a colleague who could is waited for.
public enum Rung {
    /// Only the seat the work is meant for, while offers to it make sense.
    TARGET,
    /// Only the seat that had the conversation last, likewise.
    STICKY,
    /// The language as a native speaks it, required and optional skills.
    SKILLED,
    /// Without the optional skills.
    NATIVE,
    /// The language as a fluent second one.
    FLUENT,
    /// Anybody with the required skills, with translation.
    ANYBODY,
    /// Also who declined it and has left since: what everybody declined must not wait for ever.
    LAST_RESORT,
    /// Where the market's policy sends what nobody took.
    OVERFLOW;

    /// How high an item must stand at this time, at least.
    static Rung of(WorkItem item, RoutingPolicy policy, Instant now) {
        if (item.overflowed() != WorkItem.Overflowed.NO) {
            return OVERFLOW;
        }
        Duration waited = Duration.between(item.arrivedAt(), now);
        if (isMeantForSeat(item)) {
            return TARGET;
        }
        Relaxation relaxation = policy.relaxation();
        if (item.need().sticky().isPresent() && before(waited, relaxation.sticky())) {
            return STICKY;
        }
        if (before(waited, relaxation.optionalSkills())) {
            return SKILLED;
        }
        if (before(waited, relaxation.nativeLanguage())) {
            return NATIVE;
        }
        return before(waited, relaxation.fluentLanguage()) ? FLUENT : ANYBODY;
    }

    /// When time alone makes an item leave this rung.
    static Optional<Instant> until(Rung rung, WorkItem item, RoutingPolicy policy) {
        Relaxation relaxation = policy.relaxation();
        Optional<Duration> after =
                switch (rung) {
                    case TARGET -> Optional.of(policy.times().offer());
                    case STICKY -> Optional.of(relaxation.sticky());
                    case SKILLED -> Optional.of(relaxation.optionalSkills());
                    case NATIVE -> Optional.of(relaxation.nativeLanguage());
                    case FLUENT -> Optional.of(relaxation.fluentLanguage());
                    case ANYBODY, LAST_RESORT -> Optional.of(relaxation.overflow());
                    case OVERFLOW -> Optional.empty();
                };
        return after.map(item.arrivedAt()::plus);
    }

    /// Whether an item has waited so long that its market's overflow should have it.
    static boolean isOver(WorkItem item, RoutingPolicy policy, Instant now) {
        return !before(Duration.between(item.arrivedAt(), now), policy.relaxation().overflow());
    }

    static boolean isMeantForSeat(WorkItem item) {
        return item.aimed() && item.need().target() instanceof Target.Seat;
    }

    private static boolean before(Duration waited, Duration end) {
        return waited.compareTo(end) < 0;
    }
}

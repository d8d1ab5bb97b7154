package dev.switchboard.routing.pool;

import dev.switchboard.routing.conversation.Target;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// What agents can and customers want, at random.
final class PoolDice {
    private static final List<String> LANGUAGES = List.of("sv-SE", "sv", "da", "en-GB", "fi");
    static final List<String> SKILLS = List.of("cards", "loans");
    private static final List<String> MARKETS = List.of("SE", "DK");

    private final SplittableRandom random;

    PoolDice(SplittableRandom random) {
        this.random = random;
    }

    Need need(Target target) {
        return new Need(
                any(LANGUAGES),
                random.nextBoolean() ? Optional.empty() : Optional.of(any(MARKETS)),
                random.nextInt(5) == 0 ? List.of(any(SKILLS)) : List.of(),
                target);
    }

    /// Milliseconds until something else happens.
    long pause() {
        return switch (random.nextInt(10)) {
            case 0 -> random.nextLong(15_000);
            case 1, 2, 3 -> random.nextLong(2_000);
            default -> 0;
        };
    }

    Target target() {
        return switch (random.nextInt(6)) {
            case 0 -> new Target.Seat("s" + random.nextInt(6));
            case 1 -> new Target.Skill(random.nextInt(3) == 0 ? "unknown" : any(SKILLS));
            case 2 -> new Target.Language(any(LANGUAGES));
            default -> new Target.Anybody();
        };
    }

    /// An agent is mostly the same, and now and then can more or less than before.
    Profile profile(String seat) {
        int kind = random.nextInt(6) == 0 ? random.nextInt(30) : seat.charAt(1);
        return Profile.of(
                seat,
                List.of(LANGUAGES.get(kind % 5), LANGUAGES.get(kind * 3 % 5)),
                kind % 3 == 0 ? SKILLS : List.of(),
                1 + kind % 4,
                kind % 4 == 0 ? List.of("SE") : List.of());
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}

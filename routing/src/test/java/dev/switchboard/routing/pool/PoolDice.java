package dev.switchboard.routing.pool;

import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.BusinessHours;
import dev.switchboard.routing.policy.EstimatePolicy;
import dev.switchboard.routing.policy.MarketPolicy;
import dev.switchboard.routing.policy.Overflow;
import dev.switchboard.routing.policy.PoolTimes;
import dev.switchboard.routing.policy.PriorityClass;
import dev.switchboard.routing.policy.ReasonPolicy;
import dev.switchboard.routing.policy.Relaxation;
import dev.switchboard.routing.policy.RoutingPolicy;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/// What agents can, customers want and policies say, at random.
final class PoolDice {
    /// How long ended work is remembered in every policy: longer than anything is late.
    static final Duration REMEMBER = Duration.ofHours(2);

    static final List<String> SKILLS = List.of("cards", "loans");
    private static final List<String> LANGUAGES = List.of("sv-SE", "sv", "da", "en-GB", "fi");
    private static final List<String> MARKETS = List.of("SE", "DK");
    private static final List<Reason> REASONS =
            List.of(
                    Reason.DIRECT_REQUEST,
                    Reason.DISPUTE,
                    Reason.LEGAL,
                    Reason.DISTRESS,
                    Reason.REPEATED,
                    Reason.POLICY);

    private final SplittableRandom random;
    private final int seats;

    PoolDice(SplittableRandom random, int seats) {
        this.random = random;
        this.seats = seats;
    }

    Need need(Target target) {
        return new Need(
                any(LANGUAGES),
                random.nextBoolean() ? Optional.empty() : Optional.of(any(MARKETS)),
                target,
                random.nextInt(3) == 0 ? Optional.of(seat()) : Optional.empty());
    }

    Subject subject(String conversation) {
        return new Subject("p-" + conversation, any(REASONS), "");
    }

    String seat() {
        return "s" + random.nextInt(seats + 1);
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
            case 0 -> new Target.Seat(seat());
            case 1 -> new Target.Skill(random.nextInt(3) == 0 ? "unknown" : any(SKILLS));
            case 2 -> new Target.Language(any(LANGUAGES));
            default -> new Target.Anybody();
        };
    }

    /// An agent is mostly the same, and now and then can more or less than before.
    Profile profile(String seat) {
        int kind = random.nextInt(6) == 0 ? random.nextInt(60) : seat.charAt(1);
        NavigableMap<String, Integer> languages = new TreeMap<>();
        languages.put(LANGUAGES.get(kind % 5), 5 - kind % 2);
        languages.put(LANGUAGES.get(kind * 3 % 5), 1 + kind % 5);
        NavigableMap<String, Integer> skills = new TreeMap<>();
        if (kind % 3 < 2) {
            skills.put("cards", 1 + kind % 5);
        }
        if (kind % 2 == 0) {
            skills.put("loans", 5 - kind % 5);
        }
        return new Profile(
                seat,
                languages,
                skills,
                1 + kind % 4,
                kind % 4 == 0 ? List.of("SE") : kind % 4 == 1 ? List.of("DK", "NO") : List.of(),
                Optional.empty());
    }

    RoutingPolicy policy() {
        Rulebook rules =
                new Rulebook()
                        .times(
                                new PoolTimes(
                                        Duration.ofSeconds(random.nextInt(5, 25)),
                                        Duration.ofSeconds(random.nextInt(1, 40)),
                                        Duration.ofSeconds(random.nextInt(1, 40)),
                                        REMEMBER))
                        .relaxation(relaxation())
                        .estimate(
                                new EstimatePolicy(
                                        random.nextInt(1, 4),
                                        random.nextInt(4, 9),
                                        Duration.ofSeconds(30)))
                        .with(
                                new PriorityClass(
                                        "urgent",
                                        random.nextInt(50, 300),
                                        Duration.ofSeconds(random.nextInt(100)),
                                        Optional.empty()))
                        .with(
                                new PriorityClass(
                                        "pressing",
                                        100,
                                        Duration.ZERO,
                                        Optional.of(
                                                new PriorityClass.Deadline(
                                                        Duration.ofSeconds(90),
                                                        Duration.ofSeconds(random.nextInt(1, 91)),
                                                        random.nextInt(1, 900)))))
                        .otherMarkets(market());
        MARKETS.forEach(market -> rules.market(market, market()));
        REASONS.subList(1, REASONS.size()).forEach(reason -> rules.reason(reason, reason()));
        return rules.policy();
    }

    private Relaxation relaxation() {
        long[] steps = new long[5];
        long after = 0;
        for (int n = 0; n < steps.length; n++) {
            after += random.nextInt(5) == 0 ? 0 : random.nextLong(30_000);
            steps[n] = after;
        }
        int nativeLevel = random.nextInt(3, 6);
        return new Relaxation(
                Duration.ofMillis(steps[0]),
                Duration.ofMillis(steps[1]),
                Duration.ofMillis(steps[2]),
                Duration.ofMillis(steps[3]),
                // No sooner than a target is given up.
                Duration.ofMillis(Math.max(25_000, steps[4])),
                nativeLevel,
                random.nextInt(2, nativeLevel + 1));
    }

    private ReasonPolicy reason() {
        return new ReasonPolicy(
                any(List.of("normal", "urgent", "pressing")),
                skills(3),
                skills(3),
                random.nextInt(3) == 0 ? random.nextInt(2, 4) : 1);
    }

    private NavigableMap<String, Integer> skills(int oneIn) {
        NavigableMap<String, Integer> skills = new TreeMap<>();
        SKILLS.forEach(skill -> {
            if (random.nextInt(oneIn) == 0) {
                skills.put(skill, random.nextInt(1, 5));
            }
        });
        return skills;
    }

    private MarketPolicy market() {
        Overflow outOfHours = random.nextInt(3) == 0 ? overflow() : Rulebook.TICKET;
        return new MarketPolicy(hours(), overflow(), outOfHours);
    }

    private Overflow overflow() {
        return switch (random.nextInt(4)) {
            case 0 -> Rulebook.others();
            case 1 -> Rulebook.others(any(List.of("SE", "DK", "NO")));
            case 2 -> Rulebook.TICKET;
            default -> Rulebook.CALLBACK;
        };
    }

    /// Day and night, or a few minutes now and then.
    private BusinessHours hours() {
        if (random.nextInt(3) > 0) {
            return BusinessHours.always(ZoneOffset.UTC);
        }
        List<BusinessHours.Shift> shifts = new ArrayList<>();
        for (LocalTime from = LocalTime.of(0, random.nextInt(1, 5));
                from.getHour() < 2;
                from = from.plusMinutes(random.nextInt(4, 9))) {
            shifts.add(new BusinessHours.Shift(from, from.plusMinutes(3)));
        }
        return new BusinessHours(
                ZoneOffset.UTC, new TreeMap<>(Map.of(DayOfWeek.THURSDAY, shifts)), new TreeSet<>());
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}

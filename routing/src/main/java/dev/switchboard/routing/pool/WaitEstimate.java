package dev.switchboard.routing.pool;

import dev.switchboard.routing.policy.EstimatePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Places in the queue, and how long they may take.
///
/// An estimate is `AHT × max(0, ahead − free) / (slots × share)`: the mean handling time of the
/// newest conversations of the language, times those who are served before and find no free slot,
/// over the slots that work for this language. An agent who speaks several languages is shared
/// among them as customers wait for them. What is shown is a range, since handling times vary.
final class WaitEstimate {
    private static final double LOW = 0.75;
    private static final double HIGH = 1.5;

    private WaitEstimate() {}

    /// The place alone, which costs nothing to find.
    static PoolEffect.Position place(WorkItem item, Books books, Instant now) {
        Place place = Place.of(item, books.policy());
        int ahead = books.places().ahead(place, Precedence.at(now));
        return new PoolEffect.Position(
                item.conversation(), item.epoch(), ahead + 1, Optional.empty());
    }

    /// @param item one that is queued
    static PoolEffect.Position position(WorkItem item, Books books, Instant now) {
        Place place = Place.of(item, books.policy());
        int ahead = books.places().ahead(place, Precedence.at(now));
        return new PoolEffect.Position(
                item.conversation(), item.epoch(), ahead + 1, wait(place.language(), ahead, books));
    }

    private static Optional<Wait> wait(String language, int ahead, Books books) {
        EstimatePolicy policy = books.policy().estimate();
        Handling handling = books.handling().find(language).orElse(Handling.UNKNOWN);
        if (handling.samples() < policy.samplesMin()) {
            return Optional.empty();
        }
        double slots = 0;
        double free = 0;
        for (Bench.Team team : books.bench().speaking(language)) {
            double share = share(language, team.crew(), books.places());
            slots += share * team.open() * team.crew().capacity();
            free += share * team.room();
        }
        if (slots == 0) {
            return Optional.empty();
        }
        double ms = handling.meanMs() * Math.max(0, ahead - free) / slots;
        return Optional.of(
                new Wait(rounded(ms * LOW, policy.floor()), rounded(ms * HIGH, policy.floor())));
    }

    /// The part of a crew's time that those who wait for a language can count on.
    private static double share(String language, Crew crew, Places places) {
        int all = 0;
        for (String spoken : crew.languages().keySet()) {
            all += places.size(spoken);
        }
        return all == 0 ? 1 : (double) places.size(language) / all;
    }

    /// Up to whole multiples of the floor, and at least one.
    private static Duration rounded(double ms, Duration floor) {
        long floors = (long) Math.ceil(ms / floor.toMillis());
        return floor.multipliedBy(Math.max(1, floors));
    }
}

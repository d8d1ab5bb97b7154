package dev.switchboard.routing.simulation;

import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.Overflow;
import dev.switchboard.routing.policy.PriorityClass;
import dev.switchboard.routing.policy.ReasonPolicy;
import dev.switchboard.routing.policy.Relaxation;
import dev.switchboard.routing.pool.Exclusion;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.Profile;
import dev.switchboard.routing.pool.Rung;
import dev.switchboard.routing.pool.Seat;
import dev.switchboard.routing.pool.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Who may have what at one moment, found the slow way: the ladder of `docs/routing.md`, step by
/// step, seat by seat.
final class Eligibility {

    private static final Relaxation TIMES = Market.POLICY.relaxation();

    private final List<Seat> seats;
    private final NavigableMap<String, Profile> profiles;
    private final Instant now;
    private final NavigableMap<String, Optional<Rung>> standing = new TreeMap<>();

    Eligibility(
            Pool pool,
            NavigableMap<String, WorkItem> items,
            NavigableMap<String, Profile> profiles,
            Instant now) {
        this.seats = List.copyOf(pool.seats().values());
        this.profiles = profiles;
        this.now = now;
    }

    List<Seat> open() {
        return seats.stream().filter(Seat::open).toList();
    }

    /// Whether a seat that carries this much may have an item.
    boolean mayHave(WorkItem item, Seat seat, int load) {
        Optional<Rung> rung = standing.computeIfAbsent(item.conversation(), _ -> standing(item));
        return rung.isPresent()
                && seat.open()
                && load + reason(item).cost() <= profile(seat).capacity()
                && asks(item, rung.get(), seat)
                && !excludes(item, rung.get(), seat);
    }

    /// Whether one comes before the other.
    boolean before(WorkItem one, WorkItem other) {
        if (deferred(one) != deferred(other)) {
            return deferred(other);
        }
        PriorityClass mine = priority(one);
        PriorityClass theirs = priority(other);
        Instant began = one.enqueuedAt();
        Instant otherBegan = other.enqueuedAt();
        if (!mine.equals(theirs)) {
            int order = Long.compare(score(mine, began), score(theirs, otherBegan));
            if (order != 0) {
                return order > 0;
            }
        }
        int order = began.compareTo(otherBegan);
        return order == 0 ? one.conversation().compareTo(other.conversation()) < 0 : order < 0;
    }

    private long score(PriorityClass priority, Instant since) {
        return priority.score(Math.max(0, Duration.between(since, now).toMillis()));
    }

    private static boolean deferred(WorkItem item) {
        return item.overflowed() != WorkItem.Overflowed.NO
                && overflow(item) instanceof Overflow.Deferred;
    }

    /// The first step of the ladder that any seat could fill, be it busy or away.
    private Optional<Rung> standing(WorkItem item) {
        Rung least = least(item);
        boolean only = least == Rung.TARGET || least == Rung.OVERFLOW;
        List<Rung> ladder =
                only
                        ? List.of(least)
                        : List.of(Rung.values())
                                .subList(least.ordinal(), Rung.LAST_RESORT.ordinal() + 1);
        for (Rung rung : ladder) {
            if (seats.stream().anyMatch(seat -> couldFill(item, rung, seat))) {
                return Optional.of(rung);
            }
        }
        return aimed(item) ? Optional.empty() : Optional.of(ladder.getLast());
    }

    private boolean couldFill(WorkItem item, Rung rung, Seat seat) {
        boolean one = rung == Rung.TARGET || rung == Rung.STICKY;
        return (!one || seat.open())
                && reason(item).cost() <= profile(seat).capacity()
                && asks(item, rung, seat)
                && !excludes(item, rung, seat);
    }

    private Rung least(WorkItem item) {
        if (item.overflowed() != WorkItem.Overflowed.NO) {
            return Rung.OVERFLOW;
        }
        if (aimed(item) && item.need().target() instanceof Target.Seat) {
            return Rung.TARGET;
        }
        Duration waited = Duration.between(item.arrivedAt(), now);
        if (item.need().sticky().isPresent() && waited.compareTo(TIMES.sticky()) < 0) {
            return Rung.STICKY;
        }
        if (waited.compareTo(TIMES.optionalSkills()) < 0) {
            return Rung.SKILLED;
        }
        if (waited.compareTo(TIMES.nativeLanguage()) < 0) {
            return Rung.NATIVE;
        }
        return waited.compareTo(TIMES.fluentLanguage()) < 0 ? Rung.FLUENT : Rung.ANYBODY;
    }

    private boolean asks(WorkItem item, Rung rung, Seat seat) {
        ReasonPolicy reason = reason(item);
        Profile profile = profile(seat);
        if (!has(profile, reason.requiredSkills()) || !serves(item, rung, profile)) {
            return false;
        }
        String language = item.need().language();
        String asked = language;
        if (aimed(item)) {
            switch (item.need().target()) {
                case Target.Skill(String skill) -> {
                    if (!profile.skills().containsKey(skill)) {
                        return false;
                    }
                }
                case Target.Language(String wanted) -> asked = wanted;
                case Target.Seat _, Target.Anybody _ -> {}
            }
        }
        int speaks = profile.languages().getOrDefault(asked, 0);
        return switch (rung) {
            case TARGET ->
                    item.need().target() instanceof Target.Seat(String s) && s.equals(seat.id());
            case STICKY -> item.need().sticky().filter(seat.id()::equals).isPresent();
            case SKILLED -> speaks >= TIMES.nativeLevel() && has(profile, reason.optionalSkills());
            case NATIVE -> speaks >= TIMES.nativeLevel();
            case FLUENT -> speaks >= TIMES.fluentLevel();
            case ANYBODY, LAST_RESORT -> asked.equals(language) || speaks >= 1;
            case OVERFLOW -> true;
        };
    }

    private static boolean has(Profile profile, Map<String, Integer> skills) {
        return skills.entrySet().stream()
                .allMatch(s -> profile.skills().getOrDefault(s.getKey(), 0) >= s.getValue());
    }

    private static boolean serves(WorkItem item, Rung rung, Profile profile) {
        if (profile.markets().isEmpty() || item.need().market().isEmpty()) {
            return true;
        }
        String market = item.need().market().get();
        if (rung == Rung.OVERFLOW && overflow(item) instanceof Overflow.OtherMarkets(var others)) {
            return others.isEmpty()
                    || profile.markets().contains(market)
                    || profile.markets().stream().anyMatch(others::contains);
        }
        return profile.markets().contains(market);
    }

    private static boolean excludes(WorkItem item, Rung rung, Seat seat) {
        Exclusion exclusion = item.excluded().get(seat.id());
        boolean overlooks = rung.compareTo(Rung.LAST_RESORT) >= 0;
        return exclusion != null && !(overlooks && exclusion == Exclusion.LAPSED);
    }

    private static Overflow overflow(WorkItem item) {
        return Market.POLICY.of(item.need().market()).overflow();
    }

    private static boolean aimed(WorkItem item) {
        return !item.targetMissed() && !(item.need().target() instanceof Target.Anybody);
    }

    private static ReasonPolicy reason(WorkItem item) {
        return Market.POLICY.of(item.subject().reason());
    }

    private static PriorityClass priority(WorkItem item) {
        return Market.POLICY.priority(reason(item).priority());
    }

    private Profile profile(Seat seat) {
        return profiles.getOrDefault(seat.id(), seat.profile());
    }
}

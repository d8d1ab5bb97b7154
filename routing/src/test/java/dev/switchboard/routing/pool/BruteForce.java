package dev.switchboard.routing.pool;

import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.BusinessHours;
import dev.switchboard.routing.policy.MarketPolicy;
import dev.switchboard.routing.policy.Overflow;
import dev.switchboard.routing.policy.PriorityClass;
import dev.switchboard.routing.policy.ReasonPolicy;
import dev.switchboard.routing.policy.Relaxation;
import dev.switchboard.routing.policy.RoutingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The reference model said a second time and in another way: every question is answered by looking
/// at all seats and all items of a pool. Slow, without an index, and without a line in common with
/// the rules.
final class BruteForce {
    // The ladder in the words of the reference model; numbers, for it is climbed by counting.
    private static final int NOBODY = -1;
    private static final int MEANT = 0;
    private static final int STICKY = 1;
    private static final int SKILLED = 2;
    private static final int NATIVE = 3;
    private static final int FLUENT = 4;
    private static final int ANYBODY = 5;
    private static final int ALSO_DECLINERS = 6;
    private static final int OVERFLOW = 7;

    final RoutingPolicy policy;
    final Instant now;
    private final Map<String, Seat> seats;
    private final Map<String, WorkItem> items;

    BruteForce(Pool pool) {
        policy = pool.policy();
        now = pool.last().at();
        seats = pool.seats();
        items = pool.items();
    }

    /// A work item and the seat it should go to.
    record Pair(String conversation, String seat) {}

    /// What a step should have offered, in that order, when these of the pool's offers are those it
    /// made.
    List<Pair> matches(List<String> madeNow) {
        Map<String, WorkItem> waiting = new TreeMap<>();
        Map<String, Integer> load = new TreeMap<>();
        seats.keySet().forEach(seat -> load.put(seat, load(seat)));
        for (WorkItem item : items.values()) {
            if (item.stage() instanceof Stage.Waiting) {
                waiting.put(item.conversation(), item);
            } else if (item.stage() instanceof Stage.Offered(Offer offer)
                    && madeNow.contains(offer.id())) {
                waiting.put(item.conversation(), item);
                load.merge(offer.seat(), -cost(item), Integer::sum);
            }
        }
        List<Pair> pairs = new ArrayList<>();
        for (Optional<Pair> next = next(waiting, load);
                next.isPresent();
                next = next(waiting, load)) {
            pairs.add(next.get());
            WorkItem taken = waiting.remove(next.get().conversation());
            load.merge(next.get().seat(), cost(taken), Integer::sum);
        }
        return pairs;
    }

    private Optional<Pair> next(Map<String, WorkItem> waiting, Map<String, Integer> load) {
        for (WorkItem item : waiting.values().stream().sorted(this::inOrder).toList()) {
            Optional<Seat> best =
                    seats.values().stream()
                            .filter(BruteForce::willing)
                            .filter(seat ->
                                    load.get(seat.id()) + cost(item) <= seat.profile().capacity())
                            .filter(seat -> mayTake(item, seat))
                            .min(better(item, load));
            if (best.isPresent()) {
                return Optional.of(new Pair(item.conversation(), best.get().id()));
            }
        }
        return Optional.empty();
    }

    private Comparator<Seat> better(WorkItem item, Map<String, Integer> load) {
        Comparator<Seat> sticky =
                Comparator.comparing(
                        seat -> item.need().sticky().filter(seat.id()::equals).isEmpty());
        return sticky.thenComparing(seat -> -speaks(seat, item.need().language()))
                .thenComparing(seat -> -meanOptional(item, seat))
                .thenComparing(seat -> (double) load.get(seat.id()) / seat.profile().capacity())
                .thenComparing(Seat::idleSince)
                .thenComparing(Seat::id);
    }

    private double meanOptional(WorkItem item, Seat seat) {
        return asked(item).optionalSkills().keySet().stream()
                .mapToInt(skill -> seat.profile().skills().getOrDefault(skill, 0))
                .average()
                .orElse(0);
    }

    /// Units of capacity that are taken at a seat.
    int load(String seat) {
        return at(seat).mapToInt(this::cost).sum();
    }

    private Stream<WorkItem> at(String seat) {
        return items.values().stream().filter(item -> takesRoomAt(item, seat));
    }

    private static boolean takesRoomAt(WorkItem item, String seat) {
        return switch (item.stage()) {
            case Stage.Offered(Offer offer) -> offer.seat().equals(seat);
            case Stage.Accepted accepted -> accepted.seat().equals(seat);
            case Stage.Assigned assigned -> assigned.seat().equals(seat) && !assigned.quiet();
            case Stage.WrappingUp wrapping -> wrapping.seat().equals(seat);
            case Stage.Waiting _, Stage.Requeueing _ -> false;
        };
    }

    int cost(WorkItem item) {
        return asked(item).cost();
    }

    private ReasonPolicy asked(WorkItem item) {
        return policy.reasons().getOrDefault(item.subject().reason(), ReasonPolicy.DEFAULT);
    }

    MarketPolicy market(WorkItem item) {
        return item.need()
                .market()
                .map(market -> policy.markets().getOrDefault(market, policy.otherMarkets()))
                .orElse(policy.otherMarkets());
    }

    static boolean willing(Seat seat) {
        return seat.link().lostAt().isEmpty() && seat.state() == Seat.State.AVAILABLE;
    }

    Seat.Status status(String id) {
        Seat seat = seats.get(id);
        if (seat.link().lostAt().isPresent()) {
            return Seat.Status.OFFLINE;
        }
        if (seat.state() == Seat.State.AWAY) {
            return Seat.Status.AWAY;
        }
        if (seat.state() == Seat.State.NOT_RESPONDING) {
            return Seat.Status.NOT_RESPONDING;
        }
        if (load(id) < seat.profile().capacity()) {
            return Seat.Status.AVAILABLE;
        }
        return at(id).allMatch(item -> item.stage() instanceof Stage.WrappingUp)
                ? Seat.Status.WRAPPING_UP
                : Seat.Status.BUSY;
    }

    /// Which of two that wait is served first.
    int inOrder(WorkItem one, WorkItem other) {
        if (deferred(one) != deferred(other)) {
            return deferred(one) ? 1 : -1;
        }
        if (score(one) != score(other)) {
            return score(one) > score(other) ? -1 : 1;
        }
        return one.enqueuedAt().equals(other.enqueuedAt())
                ? one.conversation().compareTo(other.conversation())
                : one.enqueuedAt().compareTo(other.enqueuedAt());
    }

    boolean deferred(WorkItem item) {
        return item.overflowed() != WorkItem.Overflowed.NO
                && overflow(item) instanceof Overflow.Deferred;
    }

    Overflow overflow(WorkItem item) {
        return item.overflowed() == WorkItem.Overflowed.OUT_OF_HOURS
                ? market(item).outOfHours()
                : market(item).overflow();
    }

    private long score(WorkItem item) {
        String name = asked(item).priority();
        PriorityClass priority =
                policy.classes().stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        long waited = Duration.between(item.enqueuedAt(), now).toMillis();
        long score = waited * priority.ageRatePercent() + 100 * priority.boost().toMillis();
        if (priority.deadline().isPresent()) {
            PriorityClass.Deadline deadline = priority.deadline().get();
            long pressing = deadline.after().minus(deadline.window()).toMillis();
            if (waited > pressing) {
                score += (waited - pressing) * deadline.ratePercent();
            }
        }
        return score;
    }

    /// Whether a seat may have an item that waits, had it the time and the room.
    boolean mayTake(WorkItem item, Seat seat) {
        int step = stands(item);
        return step != NOBODY && fits(item, seat, step);
    }

    /// Whether an item waits for a target that nobody in reach is.
    boolean aimsAtNobody(WorkItem item) {
        return stands(item) == NOBODY;
    }

    /// Whether nobody in the pool could ever take an item, where its overflow is not asked.
    boolean isForNobody(WorkItem item) {
        for (int step = least(item, false); step <= ALSO_DECLINERS; step++) {
            if (anybodyFits(item, step)) {
                return false;
            }
        }
        return true;
    }

    private int stands(WorkItem item) {
        int least = least(item, item.overflowed() != WorkItem.Overflowed.NO);
        if (least == OVERFLOW) {
            return OVERFLOW;
        }
        int last = least == MEANT ? MEANT : ALSO_DECLINERS;
        for (int step = least; step <= last; step++) {
            if (anybodyFits(item, step)) {
                return step;
            }
        }
        return aims(item) ? NOBODY : ALSO_DECLINERS;
    }

    private boolean anybodyFits(WorkItem item, int step) {
        return seats.values().stream().anyMatch(seat -> fits(item, seat, step));
    }

    private int least(WorkItem item, boolean overflowed) {
        if (overflowed) {
            return OVERFLOW;
        }
        if (aims(item) && item.need().target() instanceof Target.Seat) {
            return MEANT;
        }
        Relaxation after = policy.relaxation();
        Duration waited = Duration.between(item.arrivedAt(), now);
        if (item.need().sticky().isPresent() && waited.compareTo(after.sticky()) < 0) {
            return STICKY;
        }
        if (waited.compareTo(after.fluentLanguage()) >= 0) {
            return ANYBODY;
        }
        if (waited.compareTo(after.nativeLanguage()) >= 0) {
            return FLUENT;
        }
        return waited.compareTo(after.optionalSkills()) >= 0 ? NATIVE : SKILLED;
    }

    static boolean aims(WorkItem item) {
        return !item.targetMissed() && !(item.need().target() instanceof Target.Anybody);
    }

    private boolean fits(WorkItem item, Seat seat, int step) {
        Exclusion exclusion = item.excluded().get(seat.id());
        boolean kept =
                exclusion == Exclusion.STANDS
                        || (exclusion == Exclusion.LAPSED && step < ALSO_DECLINERS);
        return !kept
                && cost(item) <= seat.profile().capacity()
                && servesMarket(item, seat, step)
                && isSkilled(item, seat, step)
                && speaksEnough(item, seat, step)
                && isWanted(item, seat, step);
    }

    /// Who is meant in person is waited for only while willing.
    private static boolean isWanted(WorkItem item, Seat seat, int step) {
        if (step == MEANT) {
            return item.need().target().equals(new Target.Seat(seat.id())) && willing(seat);
        }
        return step != STICKY || (item.need().sticky().get().equals(seat.id()) && willing(seat));
    }

    private boolean servesMarket(WorkItem item, Seat seat, int step) {
        List<String> served = seat.profile().markets();
        if (served.isEmpty() || item.need().market().isEmpty()) {
            return true;
        }
        if (served.contains(item.need().market().get())) {
            return true;
        }
        return step == OVERFLOW
                && overflow(item) instanceof Overflow.OtherMarkets(List<String> others)
                && (others.isEmpty() || others.stream().anyMatch(served::contains));
    }

    private boolean isSkilled(WorkItem item, Seat seat, int step) {
        Map<String, Integer> mine = seat.profile().skills();
        boolean all =
                asked(item).requiredSkills().entrySet().stream()
                        .allMatch(
                                skill -> mine.getOrDefault(skill.getKey(), 0) >= skill.getValue());
        if (aims(item) && item.need().target() instanceof Target.Skill(String skill)) {
            all = all && mine.containsKey(skill);
        }
        if (step == SKILLED) {
            all =
                    all
                            && asked(item).optionalSkills().entrySet().stream()
                                    .allMatch(skill ->
                                            mine.getOrDefault(skill.getKey(), 0)
                                                    >= skill.getValue());
        }
        return all;
    }

    private boolean speaksEnough(WorkItem item, Seat seat, int step) {
        String own = item.need().language();
        String wanted = own;
        if (aims(item) && item.need().target() instanceof Target.Language(String language)) {
            wanted = language;
        }
        int level = speaks(seat, wanted);
        boolean named = !primary(wanted).equals(primary(own));
        return switch (step) {
            case SKILLED, NATIVE -> level >= policy.relaxation().nativeLevel();
            case FLUENT -> level >= policy.relaxation().fluentLevel();
            case STICKY, ANYBODY, ALSO_DECLINERS -> !named || level > 0;
            default -> true;
        };
    }

    static int speaks(Seat seat, String language) {
        return seat.profile().languages().entrySet().stream()
                .filter(spoken -> primary(spoken.getKey()).equals(primary(language)))
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
    }

    static String primary(String tag) {
        return tag.toLowerCase(Locale.ROOT).split("-")[0];
    }

    /// When time alone will change something.
    Optional<Instant> nextDeadline() {
        Stream<Instant> work = items.values().stream().flatMap(item -> deadlineOf(item).stream());
        Stream<Instant> graces =
                seats.values().stream()
                        .flatMap(seat -> seat.link().lostAt().stream())
                        .map(lost -> lost.plus(policy.times().seatGrace()));
        return Stream.concat(work, graces).min(Comparator.naturalOrder());
    }

    private Optional<Instant> deadlineOf(WorkItem item) {
        return switch (item.stage()) {
            case Stage.Offered(Offer offer) -> Optional.of(offer.expiresAt());
            case Stage.WrappingUp wrapping -> Optional.of(wrapping.until());
            case Stage.Waiting _ -> nextStep(item);
            case Stage.Accepted _, Stage.Assigned _, Stage.Requeueing _ -> Optional.empty();
        };
    }

    private Optional<Instant> nextStep(WorkItem item) {
        Relaxation after = policy.relaxation();
        Optional<Duration> wait =
                switch (least(item, item.overflowed() != WorkItem.Overflowed.NO)) {
                    case OVERFLOW -> Optional.empty();
                    case MEANT -> Optional.of(policy.times().offer());
                    case STICKY -> Optional.of(after.sticky());
                    case SKILLED -> Optional.of(after.optionalSkills());
                    case NATIVE -> Optional.of(after.nativeLanguage());
                    case FLUENT -> Optional.of(after.fluentLanguage());
                    default -> Optional.of(after.overflow());
                };
        return wait.map(item.arrivedAt()::plus);
    }

    /// When somebody will be at work again, where nobody is.
    Optional<Instant> opensAt(WorkItem item) {
        BusinessHours hours = market(item).hours();
        return hours.openAt(now) ? Optional.empty() : hours.opensAt(now);
    }

    List<WorkItem> queued() {
        return items.values().stream()
                .filter(item ->
                        item.stage() instanceof Stage.Waiting
                                || item.stage() instanceof Stage.Offered)
                .toList();
    }

    private long waitFor(String language) {
        return queued().stream()
                .filter(item -> primary(item.need().language()).equals(primary(language)))
                .count();
    }

    /// The place of one that is queued, from 1.
    int place(WorkItem item) {
        return 1
                + (int)
                        queued().stream()
                                .filter(other ->
                                        primary(other.need().language())
                                                .equals(primary(item.need().language())))
                                .filter(other -> inOrder(other, item) < 0)
                                .count();
    }

    /// How long the mean wait of one that is queued is; nothing where there is no basis for that.
    Optional<Double> meanWaitMs(WorkItem item, List<Long> handledMs) {
        double slots = 0;
        double free = 0;
        for (Seat seat : seats.values()) {
            if (willing(seat) && speaks(seat, item.need().language()) > 0) {
                long all =
                        seat.profile().languages().keySet().stream().mapToLong(this::waitFor).sum();
                double share = (double) waitFor(item.need().language()) / all;
                slots += share * seat.profile().capacity();
                free += share * Math.max(0, seat.profile().capacity() - load(seat.id()));
            }
        }
        if (slots == 0 || handledMs.size() < policy.estimate().samplesMin()) {
            return Optional.empty();
        }
        double handling = handledMs.stream().mapToLong(Long::longValue).average().orElseThrow();
        return Optional.of(handling * Math.max(0, place(item) - 1 - free) / slots);
    }
}

package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What must hold after every step, found by [BruteForce] and by what receivers of the effects
/// know; shares no code with the rules it checks.
final class PoolInvariants {
    static final Duration PAUSE = Duration.ofSeconds(2);

    private final Map<String, String> winners = new TreeMap<>();
    private final Map<String, Instant> ages = new TreeMap<>();
    private final Map<String, Set<String>> decliners = new TreeMap<>();
    private final Map<String, PoolEffect.Offer> beforeAgents = new TreeMap<>();
    private final Map<String, Instant> toldAt = new TreeMap<>();
    private final Map<String, List<Long>> handledMs = new TreeMap<>();
    private final Set<String> offersEver = new TreeSet<>();

    /// Seats that may have more than they can take: they came back able to do less, or a policy
    /// made dearer what they have.
    private final Set<String> shrunk = new TreeSet<>();

    private final Set<String> madeDearer = new TreeSet<>();

    void check(Pool before, PoolCommand command, Step step) {
        Pool after = step.pool();
        BruteForce truth = new BruteForce(after);
        remember(before, command, after);
        step.effects().forEach(effect -> hear(after, effect));
        offersAreThose(truth, after, step.effects());
        oneSeat(after);
        capacity(truth, after);
        awake(truth, before, command, after);
        nobodyHeldByTheAbsent(after);
        nobodyAimsAtNobody(truth, after);
        ageKept(after);
        ageGiven(before, command, after);
        decidedInTime(truth, after);
        overflowTold(truth, before, command, step);
        targetsTold(before, step);
        receiversKnow(after);
        placesTrue(truth, before, step);
        statuses(truth, after);
    }

    /// The age of the conversation under that epoch, as first seen.
    Instant age(String conversation, long epoch) {
        return ages.get(conversation + "@" + epoch);
    }

    List<PoolEffect.Offer> offersBeforeAgents() {
        return List.copyOf(beforeAgents.values());
    }

    /// What the outside world learns from a command without any effect.
    private void remember(Pool before, PoolCommand command, Pool after) {
        switch (command) {
            case PoolCommand.Decline(String seat, String offer, _) -> {
                PoolEffect.Offer open = beforeAgents.get(offer);
                if (open != null && open.seat().equals(seat) && isPending(after, offer, before)) {
                    beforeAgents.remove(offer);
                    decliners.computeIfAbsent(key(open), _ -> new TreeSet<>()).add(seat);
                }
            }
            case PoolCommand.AssignRefused refused -> {
                String key = refused.conversation() + "@" + refused.epoch();
                winners.remove(key);
                if (after.item(refused.conversation()).isEmpty()) {
                    // Taken over later, it is new to the pool.
                    ages.remove(key);
                }
            }
            case PoolCommand.SeatUp up -> shrunk.add(up.seat());
            case PoolCommand.UsePolicy _ -> {
                shrunk.addAll(after.seats().keySet());
                madeDearer.addAll(after.seats().keySet());
            }
            case PoolCommand.Released released -> handled(before, released, after);
            default -> {}
        }
        for (String seat : before.seats().keySet()) {
            boolean gone =
                    !after.seats().containsKey(seat)
                            || after.seats().get(seat).state() == Seat.State.AWAY;
            if (gone) {
                decliners.values().forEach(all -> all.remove(seat));
            }
        }
    }

    /// An offer whose time was up when its decline came was withdrawn before that.
    private static boolean isPending(Pool after, String offer, Pool before) {
        return before.items().values().stream()
                .anyMatch(item ->
                        item.stage() instanceof Stage.Offered(Offer pending)
                                && pending.id().equals(offer)
                                && after.last().at().isBefore(pending.expiresAt()));
    }

    private void handled(Pool before, PoolCommand.Released released, Pool after) {
        before.item(released.conversation())
                .filter(item -> item.epoch() <= released.epoch())
                .filter(item -> item.stage() instanceof Stage.Assigned)
                .filter(item -> item.stage().atSeat().equals(Optional.of(released.seat())))
                .ifPresent(item -> {
                    Stage.Assigned assigned = (Stage.Assigned) item.stage();
                    boolean kept =
                            after.item(released.conversation())
                                    .filter(now -> now.stage() instanceof Stage.Requeueing)
                                    .isPresent();
                    String language = BruteForce.primary(item.need().language());
                    List<Long> all = handledMs.computeIfAbsent(language, _ -> new ArrayList<>());
                    // A grace may have ended just before.
                    boolean here =
                            before.seat(released.seat())
                                    .flatMap(seat -> seat.link().lostAt())
                                    .map(at -> at.plus(before.policy().times().seatGrace()))
                                    .filter(end -> !after.last().at().isBefore(end))
                                    .isEmpty();
                    if (here && !kept) {
                        all.add(Duration.between(assigned.since(), after.last().at()).toMillis());
                        while (all.size() > after.policy().estimate().samplesMax()) {
                            all.removeFirst();
                        }
                    }
                });
    }

    private static String key(PoolEffect.Offer offer) {
        return offer.conversation() + "@" + offer.epoch();
    }

    private void hear(Pool after, PoolEffect effect) {
        switch (effect) {
            case PoolEffect.Offer offer -> {
                boolean again = !offersEver.add(offer.offer());
                assertThat(again)
                        .as("only a pending offer is sent again: %s", offer)
                        .isEqualTo(beforeAgents.containsKey(offer.offer()));
                assertThat(decliners.getOrDefault(key(offer), Set.of()))
                        .as("I8: a decliner is not offered it again: %s", offer)
                        .doesNotContain(offer.seat());
                beforeAgents.put(offer.offer(), offer);
            }
            case PoolEffect.Withdraw withdraw -> {
                PoolEffect.Offer open = beforeAgents.remove(withdraw.offer());
                if (open != null) {
                    assertThat(withdraw.why() == Withdrawal.TIMEOUT)
                            .as("%s at %s of %s", withdraw, after.last(), open)
                            .isEqualTo(!after.last().at().isBefore(open.expiresAt()));
                }
            }
            case PoolEffect.Assign assign -> {
                PoolEffect.Offer open = beforeAgents.remove(assign.offer());
                assertThat(open == null || after.last().at().isBefore(open.expiresAt()))
                        .as("%s comes at %s, too late for %s", assign, after.last(), open)
                        .isTrue();
                String winner = assign.seat() + " by " + assign.offer();
                String key = assign.conversation() + "@" + assign.epoch();
                assertThat(winners.getOrDefault(key, winner))
                        .as("I5: no offer and no epoch has two winners")
                        .isEqualTo(winner);
                winners.put(key, winner);
                if (open != null) {
                    assertThat(assign.translation())
                            .as("%s is told as %s was", assign, open)
                            .isEqualTo(open.translated())
                            .isNotEqualTo(
                                    assign.languages()
                                            .contains(BruteForce.primary(open.language())));
                    assertThat(assign.languages())
                            .as("what is known of the agent at %s", assign.seat())
                            .containsExactlyInAnyOrderElementsOf(
                                    after.seats()
                                            .get(assign.seat())
                                            .profile()
                                            .languages()
                                            .keySet());
                }
            }
            case PoolEffect.AcceptRefused refused ->
                    assertThat(after.items().values())
                            .as("an agent who has it is not told that it is gone")
                            .noneMatch(item ->
                                    item.stage() instanceof Stage.Assigned assigned
                                            && assigned.offer().equals(Optional.of(refused.offer()))
                                            && assigned.seat().equals(refused.seat()));
            case PoolEffect.Requeue _,
                    PoolEffect.TargetUnavailable _,
                    PoolEffect.Overflow _,
                    PoolEffect.Position _ -> {}
        }
    }

    /// I7 and I8: the offers of a step are those, and in that order, that come from serving the
    /// first of all who could be served, with the best of the seats, until nobody is left.
    private static void offersAreThose(BruteForce truth, Pool after, List<PoolEffect> effects) {
        List<String> made = new ArrayList<>();
        List<BruteForce.Pair> pairs = new ArrayList<>();
        for (PoolEffect effect : effects) {
            if (effect instanceof PoolEffect.Offer offer
                    && offer.offer().startsWith(after.last() + "-")) {
                made.add(offer.offer());
                pairs.add(new BruteForce.Pair(offer.conversation(), offer.seat()));
                Seat seat = after.seats().get(offer.seat());
                assertThat(offer.translated())
                        .as("both sides are told where they need a translation: %s", offer)
                        .isEqualTo(BruteForce.speaks(seat, offer.language()) == 0);
            }
        }
        assertThat(pairs)
                .as(
                        "I7, I8: who is offered what, of %s to %s",
                        after.items().values(), after.seats().values())
                .isEqualTo(truth.matches(made));
    }

    private static void oneSeat(Pool pool) {
        Map<String, String> owners = new HashMap<>();
        pool.items()
                .forEach((conversation, item) -> {
                    assertThat(item.conversation()).isEqualTo(conversation);
                    if (item.stage() instanceof Stage.Offered(Offer offer)) {
                        assertThat(owners.put(offer.id(), conversation))
                                .as("I5: an offer is of one conversation")
                                .isNull();
                    }
                });
    }

    private void capacity(BruteForce truth, Pool pool) {
        shrunk.retainAll(pool.seats().keySet());
        madeDearer.retainAll(pool.seats().keySet());
        for (Seat seat : pool.seats().values()) {
            int load = truth.load(seat.id());
            assertThat(pool.load(seat.id())).as("load of %s", seat).isEqualTo(load);
            List<WorkItem> offered =
                    pool.items().values().stream()
                            .filter(item ->
                                    item.stage() instanceof Stage.Offered(Offer offer)
                                            && offer.seat().equals(seat.id()))
                            .toList();
            assertThat(offered.isEmpty() || BruteForce.willing(seat))
                    .as("%s has offers and does not want any", seat)
                    .isTrue();
            if (load <= seat.profile().capacity()) {
                shrunk.remove(seat.id());
                madeDearer.remove(seat.id());
                continue;
            }
            assertThat(offered.isEmpty() || madeDearer.contains(seat.id()))
                    .as("I6: %s has %d, with offers %s", seat, load, offered)
                    .isTrue();
            boolean flagged =
                    pool.items().values().stream()
                            .anyMatch(item ->
                                    item.stage() instanceof Stage.Assigned assigned
                                            && assigned.seat().equals(seat.id())
                                            && assigned.override());
            // What a supervisor took in excess may be the thing that is written up now.
            boolean written =
                    pool.items().values().stream()
                            .anyMatch(item ->
                                    item.stage() instanceof Stage.WrappingUp wrapping
                                            && wrapping.seat().equals(seat.id()));
            assertThat(flagged || written || shrunk.contains(seat.id()))
                    .as("I6: %s has %d, and nobody allowed it", seat, load)
                    .isTrue();
        }
    }

    private void awake(BruteForce truth, Pool before, PoolCommand command, Pool after) {
        if (command instanceof PoolCommand.Woke woke) {
            boolean was =
                    before.item(woke.conversation())
                            .filter(item ->
                                    item.stage() instanceof Stage.Assigned assigned
                                            && assigned.quiet())
                            .isPresent();
            after.item(woke.conversation())
                    .filter(_ -> was)
                    .map(WorkItem::stage)
                    .filter(Stage.Assigned.class::isInstance)
                    .map(Stage.Assigned.class::cast)
                    .filter(assigned -> assigned.seat().equals(woke.seat()) && !assigned.quiet())
                    .filter(assigned -> !assigned.override())
                    .ifPresent(assigned ->
                            assertThat(
                                            truth.load(woke.seat())
                                                            <= after.seats()
                                                                    .get(woke.seat())
                                                                    .profile()
                                                                    .capacity()
                                                    || shrunk.contains(woke.seat()))
                                    .as("I6: %s woke without room and without a flag", woke)
                                    .isTrue());
        }
    }

    private static void nobodyHeldByTheAbsent(Pool pool) {
        for (WorkItem item : pool.items().values()) {
            if (item.stage() instanceof Stage.Assigned assigned) {
                Seat seat = pool.seats().get(assigned.seat());
                // A supervisor may take over without wanting offers.
                boolean takenOver = assigned.offer().isEmpty();
                assertThat(seat != null && (takenOver || seat.state() != Seat.State.AWAY))
                        .as("%s is stuck on an agent who has gone", item)
                        .isTrue();
            }
        }
    }

    private static void nobodyAimsAtNobody(BruteForce truth, Pool pool) {
        for (WorkItem item : pool.items().values()) {
            assertThat(item.stage() instanceof Stage.Waiting && truth.aimsAtNobody(item))
                    .as("I7: %s waits for whom it cannot reach", item)
                    .isFalse();
        }
    }

    private void ageKept(Pool pool) {
        for (WorkItem item : pool.items().values()) {
            String key = item.conversation() + "@" + item.epoch();
            Instant age = ages.putIfAbsent(key, item.enqueuedAt());
            assertThat(age == null || age.equals(item.enqueuedAt()))
                    .as("I8: %s was enqueued at %s", item, age)
                    .isTrue();
        }
    }

    /// Who comes has the age that is given, or that the pool knows, and none from the future.
    private static void ageGiven(Pool before, PoolCommand command, Pool after) {
        if (command instanceof PoolCommand.Enqueue enqueue) {
            Optional<WorkItem> was = before.item(enqueue.conversation());
            after.item(enqueue.conversation())
                    .filter(item -> item.epoch() == enqueue.epoch())
                    .filter(_ -> was.filter(old -> old.epoch() == enqueue.epoch()).isEmpty())
                    .ifPresent(item -> {
                        Instant now = after.last().at();
                        Instant age =
                                enqueue.enqueuedAt()
                                        .orElse(was.map(WorkItem::enqueuedAt).orElse(now));
                        assertThat(item.enqueuedAt())
                                .as("I8: %s", item)
                                .isEqualTo(age.isAfter(now) ? now : age);
                    });
        }
    }

    private static void decidedInTime(BruteForce truth, Pool pool) {
        assertThat(pool.nextDeadline()).isEqualTo(truth.nextDeadline());
        pool.nextDeadline().ifPresent(next -> assertThat(next).isAfter(truth.now));
        for (WorkItem item : pool.items().values()) {
            if (item.stage() instanceof Stage.Waiting
                    && item.overflowed() == WorkItem.Overflowed.NO) {
                assertThat(item.arrivedAt().plus(truth.policy.relaxation().overflow()))
                        .as("%s should have overflowed", item)
                        .isAfter(truth.now);
            }
        }
    }

    /// The customer is told once where the work goes that nobody takes, and why it is so.
    private static void overflowTold(
            BruteForce truth, Pool before, PoolCommand command, Step step) {
        List<PoolEffect.Overflow> expected = new ArrayList<>();
        for (WorkItem item : step.pool().items().values()) {
            Optional<WorkItem> was =
                    before.item(item.conversation()).filter(old -> old.epoch() == item.epoch());
            WorkItem.Overflowed earlier =
                    was.map(WorkItem::overflowed).orElse(WorkItem.Overflowed.NO);
            if (was.isEmpty() && item.stage().queued()) {
                assertThat(item.overflowed()).as("%s", item).isIn(atArrival(truth, item));
            }
            boolean takenOver = command instanceof PoolCommand.TakenOver && !item.stage().queued();
            if (item.overflowed() == earlier || takenOver) {
                continue;
            }
            assertThat(earlier).as("%s", item).isEqualTo(WorkItem.Overflowed.NO);
            expected.add(
                    new PoolEffect.Overflow(
                            item.conversation(),
                            item.epoch(),
                            truth.overflow(item),
                            truth.opensAt(item)));
        }
        List<PoolEffect.Overflow> told = new ArrayList<>();
        step.effects()
                .forEach(effect -> {
                    if (effect instanceof PoolEffect.Overflow overflow
                            && isQueued(step.pool(), overflow)) {
                        told.add(overflow);
                    }
                });
        if (command instanceof PoolCommand.UsePolicy) {
            // Some were told by the policy that has gone.
            assertThat(told)
                    .extracting(PoolEffect.Overflow::conversation)
                    .containsExactlyInAnyOrderElementsOf(
                            expected.stream().map(PoolEffect.Overflow::conversation).toList());
        } else {
            assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /// What overflowed at the beginning of a step may be gone at its end.
    private static boolean isQueued(Pool pool, PoolEffect.Overflow effect) {
        return pool.item(effect.conversation())
                .filter(item -> item.epoch() == effect.epoch() && item.stage().queued())
                .isPresent();
    }

    private static WorkItem.Overflowed atArrival(BruteForce truth, WorkItem item) {
        if (!BruteForce.aims(item) && !truth.market(item).hours().openAt(truth.now)) {
            return WorkItem.Overflowed.OUT_OF_HOURS;
        }
        return truth.isForNobody(item) ? WorkItem.Overflowed.NOBODY : WorkItem.Overflowed.NO;
    }

    private static void targetsTold(Pool before, Step step) {
        List<PoolEffect> expected = new ArrayList<>();
        for (WorkItem item : step.pool().items().values()) {
            boolean aimed =
                    before.item(item.conversation())
                            .filter(old -> old.epoch() == item.epoch())
                            .map(BruteForce::aims)
                            .orElse(item.stage().queued());
            boolean any = item.need().target() instanceof Target.Anybody;
            boolean waited = item.overflowed() == WorkItem.Overflowed.WAITED;
            if (aimed && item.targetMissed() && !any && !waited) {
                expected.add(
                        new PoolEffect.TargetUnavailable(
                                item.conversation(), item.epoch(), item.need().target()));
            }
        }
        assertThat(step.effects().stream().filter(PoolEffect.TargetUnavailable.class::isInstance))
                .containsAll(expected);
    }

    private void receiversKnow(Pool pool) {
        assertThat(PoolRules.outstanding(pool).stream().filter(PoolEffect.Offer.class::isInstance))
                .as("agents see the pending offers and no others")
                .containsExactlyInAnyOrderElementsOf(beforeAgents.values());
    }

    /// Who has just come is told the place, nobody else is, and each place is the true one.
    private void placesTrue(BruteForce truth, Pool before, Step step) {
        List<String> come = new ArrayList<>();
        for (WorkItem item : truth.queued()) {
            boolean old =
                    before.item(item.conversation())
                            .filter(was -> was.epoch() == item.epoch())
                            .isPresent();
            if (!old) {
                come.add(item.conversation());
            }
        }
        List<PoolEffect.Position> told = new ArrayList<>();
        step.effects()
                .forEach(effect -> {
                    if (effect instanceof PoolEffect.Position position) {
                        told.add(position);
                    }
                });
        assertThat(told).extracting(PoolEffect.Position::conversation).isEqualTo(come);
        for (PoolEffect.Position position : told) {
            WorkItem item = step.pool().item(position.conversation()).orElseThrow();
            assertThat(position)
                    .isEqualTo(
                            new PoolEffect.Position(
                                    item.conversation(),
                                    item.epoch(),
                                    truth.place(item),
                                    Optional.empty()));
        }
    }

    /// A change of place that the pool's [Positions] tell is true, and not too soon.
    void told(Pool pool, List<PoolEffect.Position> positions) {
        BruteForce truth = new BruteForce(pool);
        for (PoolEffect.Position position : positions) {
            isTrue(truth, pool, position);
            Instant earlier = toldAt.put(position.conversation(), truth.now);
            assertThat(earlier == null || !truth.now.isBefore(earlier.plus(PAUSE)))
                    .as("%s comes at %s, too soon after %s", position, truth.now, earlier)
                    .isTrue();
        }
    }

    void toldAtOnce(PoolEffect.Position position, Instant at) {
        toldAt.put(position.conversation(), at);
    }

    private void isTrue(BruteForce truth, Pool pool, PoolEffect.Position position) {
        WorkItem item = pool.item(position.conversation()).orElseThrow();
        assertThat(position.epoch()).isEqualTo(item.epoch());
        assertThat(position.position()).as("%s", item).isEqualTo(truth.place(item));
        List<Long> handled =
                handledMs.getOrDefault(BruteForce.primary(item.need().language()), List.of());
        Optional<Double> meanMs = truth.meanWaitMs(item, handled);
        assertThat(position.waits().isPresent())
                .as("%s for %s, %s", position, meanMs, handled)
                .isEqualTo(meanMs.isPresent());
        position.waits()
                .ifPresent(waits -> {
                    double floor = pool.policy().estimate().floor().toMillis();
                    isRounded(waits.low(), meanMs.orElseThrow() * 0.75 / floor, floor);
                    isRounded(waits.high(), meanMs.orElseThrow() * 1.5 / floor, floor);
                });
    }

    private static void isRounded(Duration told, double floors, double floor) {
        double multiple = told.toMillis() / floor;
        assertThat(multiple).isEqualTo(Math.rint(multiple)).isGreaterThanOrEqualTo(1);
        assertThat(multiple - floors).isGreaterThan(-1e-6);
        assertThat(multiple == 1 || multiple - floors < 1 + 1e-6).isTrue();
    }

    private static void statuses(BruteForce truth, Pool pool) {
        for (String seat : pool.seats().keySet()) {
            assertThat(pool.status(seat)).as("%s", seat).contains(truth.status(seat));
        }
    }
}

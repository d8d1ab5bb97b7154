package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What must hold after every step, found by brute force and by what receivers of the effects know;
/// shares no code with the rules it checks.
final class PoolInvariants {
    private final Map<String, String> winners = new TreeMap<>();
    private final Map<String, Instant> ages = new TreeMap<>();
    private final Map<String, Set<String>> decliners = new TreeMap<>();
    private final Map<String, PoolEffect.Offer> beforeAgents = new TreeMap<>();
    private final Map<String, PoolEffect.Position> told = new TreeMap<>();
    private final Set<String> offersEver = new TreeSet<>();

    void check(Pool before, PoolCommand command, Step step) {
        Pool after = step.pool();
        remember(before, command, after);
        step.effects().forEach(effect -> hear(after, effect));
        oneSeat(after);
        capacity(after);
        nobodyHeldByTheAbsent(after);
        noIdleMatch(after);
        ageKept(after, step.effects());
        receiversKnow(after);
        inTime(after);
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
                if (open != null && open.seat().equals(seat)) {
                    beforeAgents.remove(offer);
                    decliners.computeIfAbsent(key(open), _ -> new TreeSet<>()).add(seat);
                }
            }
            case PoolCommand.AssignRefused refused ->
                    winners.remove(refused.conversation() + "@" + refused.epoch());
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
            case PoolEffect.Withdraw withdraw -> beforeAgents.remove(withdraw.offer());
            case PoolEffect.Assign assign -> {
                beforeAgents.remove(assign.offer());
                String winner = assign.seat() + " by " + assign.offer();
                String key = assign.conversation() + "@" + assign.epoch();
                assertThat(winners.getOrDefault(key, winner))
                        .as("I5: no offer and no epoch has two winners")
                        .isEqualTo(winner);
                winners.put(key, winner);
            }
            case PoolEffect.Position position -> {
                assertThat(position).isNotEqualTo(told.get(position.conversation()));
                told.put(position.conversation(), position);
            }
            case PoolEffect.AcceptRefused refused ->
                    assertThat(after.items().values())
                            .as("an agent who has it is not told that it is gone")
                            .noneMatch(item ->
                                    item.stage() instanceof Stage.Assigned assigned
                                            && assigned.offer().equals(refused.offer())
                                            && assigned.seat().equals(refused.seat()));
            case PoolEffect.Requeue _, PoolEffect.TargetUnavailable _ -> {}
        }
    }

    private void oneSeat(Pool pool) {
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

    private void capacity(Pool pool) {
        for (Seat seat : pool.seats().values()) {
            long taken = pool.items().values().stream().filter(it -> takes(it, seat)).count();
            long offered =
                    pool.items().values().stream()
                            .filter(item -> item.stage() instanceof Stage.Offered)
                            .filter(item -> takes(item, seat))
                            .count();
            // A token with less capacity takes nothing away that an agent already has.
            assertThat(offered == 0 || taken <= seat.profile().capacity())
                    .as("I6: %s has %d, %d of them offered", seat, taken, offered)
                    .isTrue();
            assertThat(offered == 0 || willing(seat)).as("offers to a closed seat").isTrue();
        }
    }

    private static void nobodyHeldByTheAbsent(Pool pool) {
        for (WorkItem item : pool.items().values()) {
            if (item.stage() instanceof Stage.Assigned assigned) {
                Seat seat = pool.seats().get(assigned.seat());
                assertThat(seat != null && seat.state() != Seat.State.AWAY)
                        .as("%s is stuck on an agent who has gone", item)
                        .isTrue();
            }
        }
    }

    private static boolean takes(WorkItem item, Seat seat) {
        return switch (item.stage()) {
            case Stage.Offered(Offer offer) -> offer.seat().equals(seat.id());
            case Stage.Accepted accepted -> accepted.seat().equals(seat.id());
            case Stage.Assigned assigned -> assigned.seat().equals(seat.id());
            case Stage.Waiting _, Stage.Requeueing _ -> false;
        };
    }

    private static boolean willing(Seat seat) {
        return seat.link().lostAt().isEmpty() && seat.state() == Seat.State.AVAILABLE;
    }

    private void noIdleMatch(Pool pool) {
        for (WorkItem item : pool.items().values()) {
            assertThat(item.stage() instanceof Stage.Waiting && BruteForce.aimsAtNobody(pool, item))
                    .as("I7: %s waits for whom it cannot reach", item)
                    .isFalse();
            for (Seat seat : pool.seats().values()) {
                boolean room =
                        pool.items().values().stream().filter(it -> takes(it, seat)).count()
                                < seat.profile().capacity();
                assertThat(
                                item.stage() instanceof Stage.Waiting
                                        && willing(seat)
                                        && room
                                        && BruteForce.mayTake(pool, item, seat))
                        .as("I7: %s waits while %s has room", item, seat)
                        .isFalse();
            }
        }
    }

    private void ageKept(Pool pool, List<PoolEffect> effects) {
        for (WorkItem item : pool.items().values()) {
            String key = item.conversation() + "@" + item.epoch();
            Instant age = ages.putIfAbsent(key, item.enqueuedAt());
            assertThat(age == null || age.equals(item.enqueuedAt()))
                    .as("I8: %s was enqueued at %s", item, age)
                    .isTrue();
        }
        for (PoolEffect effect : effects) {
            if (effect instanceof PoolEffect.Offer offer
                    && offer.offer().startsWith(pool.last() + "-")) {
                inOrder(pool, offer);
            }
        }
    }

    /// Nobody who waits, is older and could have had this very seat was passed over.
    private void inOrder(Pool pool, PoolEffect.Offer offer) {
        Seat seat = pool.seats().get(offer.seat());
        WorkItem offered = pool.items().get(offer.conversation());
        assertThat(BruteForce.mayTake(pool, offered, seat))
                .as("%s may have %s", seat, offered)
                .isTrue();
        for (WorkItem other : pool.items().values()) {
            boolean older = BruteForce.BY_AGE.compare(other, offered) < 0;
            assertThat(
                            older
                                    && other.stage() instanceof Stage.Waiting
                                    && BruteForce.mayTake(pool, other, seat))
                    .as("I8: %s passed over for %s", other, offer)
                    .isFalse();
        }
    }

    private void receiversKnow(Pool pool) {
        List<PoolEffect> outstanding = PoolRules.outstanding(pool);
        assertThat(outstanding.stream().filter(PoolEffect.Offer.class::isInstance))
                .as("agents see the pending offers and no others")
                .containsExactlyInAnyOrderElementsOf(beforeAgents.values());
        Map<String, Integer> places = new TreeMap<>();
        pool.items().values().stream()
                .filter(item ->
                        item.stage() instanceof Stage.Waiting
                                || item.stage() instanceof Stage.Offered)
                .sorted(BruteForce.BY_AGE)
                .forEach(item -> {
                    String language = item.need().language().substring(0, 2);
                    int place = places.merge(language.toLowerCase(Locale.ROOT), 1, Integer::sum);
                    assertThat(told.get(item.conversation()))
                            .as("the customer knows the place")
                            .isEqualTo(
                                    new PoolEffect.Position(
                                            item.conversation(), item.epoch(), place));
                });
        told.keySet().removeIf(conversation -> !queued(pool, conversation));
    }

    private static boolean queued(Pool pool, String conversation) {
        return pool.item(conversation).filter(item -> item.stage().queued()).isPresent();
    }

    private void inTime(Pool pool) {
        pool.nextDeadline().ifPresent(next -> assertThat(next).isAfter(pool.last().at()));
    }
}

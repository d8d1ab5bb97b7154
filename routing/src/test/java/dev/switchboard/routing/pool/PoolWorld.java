package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.PoolTimes;
import dev.switchboard.routing.policy.RoutingPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// The world around a pool: customers, agents, supervisors and nodes who act at random,
/// conversations that answer its effects, a stream that brings commands late, twice and in another
/// order, and leaders that go on from snapshots.
final class PoolWorld {
    final PoolInvariants invariants = new PoolInvariants();
    final List<Sent> history = new ArrayList<>();
    final List<PoolEffect> effects = new ArrayList<>();
    final Map<String, PoolCustomer> conversations = new TreeMap<>();
    final Pool start;
    Pool pool;

    private final SplittableRandom random;
    private final PoolDice dice;
    private final int seats;
    private final List<PoolCommand> underWay = new ArrayList<>();
    private final List<String> offersSeen = new ArrayList<>();
    private final Positions positions = new Positions(PoolInvariants.PAUSE);
    private CommandId last = new CommandId(1_000_000, 0);
    private int connections;

    PoolWorld(long seed) {
        random = new SplittableRandom(seed);
        seats = 2 + random.nextInt(6);
        dice = new PoolDice(random, seats);
        start = Pool.empty("all", random.nextInt(4) == 0 ? still() : dice.policy());
        pool = start;
        int customers = random.nextInt(4) == 0 ? 40 : 10;
        for (int n = 0; n < customers; n++) {
            conversations.put("c" + n, new PoolCustomer());
        }
    }

    /// The default, but that nothing is forgotten.
    private static RoutingPolicy still() {
        PoolTimes times = PoolTimes.DEFAULT;
        return new Rulebook()
                .times(
                        new PoolTimes(
                                times.offer(),
                                times.wrapUp(),
                                times.seatGrace(),
                                PoolDice.REMEMBER))
                .policy();
    }

    /// A command as the stream has it.
    record Sent(PoolCommand command, CommandId id) {}

    /// Something happens somewhere, and the pool hears of something.
    void storm() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> customerActs(customer());
            case 3, 4 -> agentActs(seat());
            case 5, 6 -> agentAnswers();
            case 7 -> supervisorActs(customer(), seat());
            default -> rareThings();
        }
        if (random.nextInt(10) == 0) {
            hear(PoolRules.outstanding(pool), 0);
        }
        last = new CommandId(last.ms() + pause(), last.n());
        if (!history.isEmpty() && random.nextInt(8) == 0) {
            int since = Math.max(0, history.size() - 80);
            deliver(history.get(random.nextInt(since, history.size())).command(), 8);
        } else if (underWay.isEmpty()) {
            deliver(new PoolCommand.Tick(), 8);
        } else {
            int next = random.nextInt(3) == 0 ? random.nextInt(underWay.size()) : 0;
            deliver(underWay.remove(next), 8);
        }
    }

    private String customer() {
        return "c" + random.nextInt(conversations.size());
    }

    private String seat() {
        return "s" + random.nextInt(seats);
    }

    /// Now and then exactly until the next deadline, or a moment less.
    private long pause() {
        long until = pool.nextDeadline().map(next -> next.toEpochMilli() - last.ms()).orElse(0L);
        return random.nextInt(20) == 0 && until > 0 ? until - random.nextInt(2) : dice.pause();
    }

    private void rareThings() {
        switch (random.nextInt(24)) {
            case 0, 1 -> underWay.add(new PoolCommand.NodeLost("n" + random.nextInt(3)));
            case 2 -> underWay.add(new PoolCommand.UsePolicy(dice.policy()));
            default -> {}
        }
    }

    /// Everything arrives, one able agent comes on, and what is offered is taken, until all is
    /// quiet.
    void calm() {
        Profile able =
                Profile.of(
                        "Able", List.of("sv", "da", "en", "fi"), PoolDice.SKILLS, 150, List.of());
        underWay.add(new PoolCommand.SeatUp("able", able, "calm", "able-1"));
        underWay.add(presence("able", PoolCommand.Presence.State.AVAILABLE));
        for (int round = 0; round < 60; round++) {
            last = new CommandId(last.ms() + 5_000, last.n());
            deliver(new PoolCommand.Tick(), 0);
            hear(PoolRules.outstanding(pool), 0);
            underWay.add(presence("able", PoolCommand.Presence.State.AVAILABLE));
            while (!underWay.isEmpty()) {
                deliver(underWay.removeFirst(), 0);
                invariants.offersBeforeAgents().stream()
                        .filter(offer -> offer.seat().equals("able"))
                        .map(offer -> new PoolCommand.Accept("able", offer.offer()))
                        .filter(accept -> !underWay.contains(accept))
                        .forEach(underWay::add);
            }
        }
    }

    /// Every conversation ends, and time goes by.
    void drain() {
        conversations.forEach((id, conversation) ->
                deliver(new PoolCommand.Cancel(id, conversation.epoch + 1), 0));
    }

    void forget() {
        last = new CommandId(last.ms() + PoolDice.REMEMBER.toMillis(), last.n());
        deliver(new PoolCommand.Tick(), 0);
    }

    /// @param lossOneIn how rarely an effect does not reach anybody; 0 is never
    private void deliver(PoolCommand command, int lossOneIn) {
        last = new CommandId(last.ms(), last.n() + 1);
        Pool before = pool;
        history.add(new Sent(command, last));
        Step step = PoolRules.step(before, command, last);
        invariants.check(before, command, step);
        Pool restored = goesOnTheSame(before, command, step);
        pool = random.nextInt(3) == 0 ? restored : step.pool();
        effects.addAll(step.effects());
        twiceIsOnce(command);
        tellPlaces(step.effects());
        hear(step.effects(), lossOneIn);
    }

    /// A pool whose indexes are built anew from its snapshot is the same, finds all by the same
    /// ways, and does the same next.
    ///
    /// @return the pool after the step, by way of a snapshot
    private Pool goesOnTheSame(Pool before, PoolCommand command, Step step) {
        Step again = PoolRules.step(Pool.of(before.snapshot()), command, last);
        assertThat(again.effects()).isEqualTo(step.effects());
        assertThat(again.pool().snapshot()).isEqualTo(step.pool().snapshot());
        Pool restored = Pool.of(step.pool().snapshot());
        assertThat(restored).isEqualTo(step.pool());
        Books one = step.pool().books();
        Books other = restored.books();
        assertThat(values(other.items())).isEqualTo(values(one.items()));
        assertThat(values(other.offers())).isEqualTo(values(one.offers()));
        assertThat(values(other.exclusions())).isEqualTo(values(one.exclusions()));
        assertThat(values(other.atSeats())).isEqualTo(values(one.atSeats()));
        assertThat(values(other.dues())).isEqualTo(values(one.dues()));
        assertThat(values(other.endedByAge())).isEqualTo(values(one.endedByAge()));
        assertThat(values(other.bench().desks())).isEqualTo(values(one.bench().desks()));
        return restored;
    }

    private static <K, V> List<V> values(Tree<K, V> tree) {
        List<V> values = new ArrayList<>();
        tree.forEach(node -> values.add(node.value));
        return values;
    }

    private static <V> List<V> values(Grouped<V> groups) {
        List<V> values = new ArrayList<>();
        groups.in("", "\uffff").forEachRemaining(values::add);
        return values;
    }

    /// The same command once more changes nothing and says nothing new.
    private void twiceIsOnce(PoolCommand command) {
        Step again = PoolRules.step(pool, command, new CommandId(last.ms(), last.n() + 1));
        PoolSnapshot same = again.pool().snapshot();
        assertThat(
                        new PoolSnapshot(
                                same.id(),
                                same.policy(),
                                last,
                                same.seats(),
                                same.items(),
                                same.ended(),
                                same.handling()))
                .as("the second %s", command)
                .isEqualTo(pool.snapshot());
        assertThat(again.effects())
                .allMatch(effect ->
                        effect instanceof PoolEffect.Assign
                                || effect instanceof PoolEffect.AcceptRefused);
    }

    private void tellPlaces(List<PoolEffect> told) {
        for (PoolEffect effect : told) {
            if (effect instanceof PoolEffect.Position position) {
                positions.told(position, last.at());
                invariants.toldAtOnce(position, last.at());
            }
        }
        invariants.told(pool, positions.due(pool, last.at(), 3));
    }

    private void hear(List<PoolEffect> told, int lossOneIn) {
        for (PoolEffect effect : told) {
            boolean lost = lossOneIn > 0 && random.nextInt(lossOneIn) == 0;
            switch (effect) {
                case PoolEffect.Offer offer -> offersSeen.add(offer.seat() + " " + offer.offer());
                case PoolEffect.Assign assign when !lost -> commit(assign);
                case PoolEffect.Requeue requeue when !lost -> takeBack(requeue);
                default -> {}
            }
        }
    }

    private void commit(PoolEffect.Assign assign) {
        PoolCustomer conversation = conversations.get(assign.conversation());
        boolean first = conversation.queued && conversation.epoch == assign.epoch();
        boolean before =
                conversation.epoch == assign.epoch() + 1
                        && conversation.agent.filter(assign.seat()::equals).isPresent();
        if (first) {
            conversation.hold(assign.seat());
        }
        underWay.add(
                first || before
                        ? new PoolCommand.Assigned(
                                assign.conversation(), assign.epoch(), assign.seat())
                        : new PoolCommand.AssignRefused(
                                assign.conversation(), assign.epoch(), assign.seat()));
    }

    private void takeBack(PoolEffect.Requeue requeue) {
        PoolCustomer conversation = conversations.get(requeue.conversation());
        assertThat(requeue.enqueuedAt())
                .isEqualTo(invariants.age(requeue.conversation(), requeue.epoch()));
        if (conversation.epoch == requeue.epoch() + 1
                && conversation.agent.filter(requeue.seat()::equals).isPresent()) {
            enqueue(
                    requeue.conversation(),
                    Optional.of(requeue.enqueuedAt()),
                    new Target.Anybody(),
                    List.of());
        } else {
            underWay.add(new PoolCommand.Cancel(requeue.conversation(), requeue.epoch()));
        }
    }

    private void enqueue(
            String id, Optional<Instant> enqueuedAt, Target target, List<String> excluded) {
        PoolCustomer conversation = conversations.get(id);
        conversation.seekAgent();
        underWay.add(
                new PoolCommand.Enqueue(
                        id,
                        conversation.epoch,
                        dice.subject(id),
                        dice.need(target),
                        enqueuedAt,
                        excluded));
    }

    private void customerActs(String id) {
        PoolCustomer conversation = conversations.get(id);
        if (conversation.agent.isPresent()) {
            withAgent(id, conversation, conversation.agent.get());
        } else if (!conversation.queued) {
            enqueue(id, Optional.of(last.at()), dice.target(), List.of());
        } else if (random.nextInt(3) == 0) {
            underWay.add(new PoolCommand.Cancel(id, conversation.epoch));
            conversation.end();
        }
    }

    private void withAgent(String id, PoolCustomer conversation, String agent) {
        switch (random.nextInt(5)) {
            case 0 -> underWay.add(new PoolCommand.Quiet(id, conversation.epoch, agent));
            case 1 -> underWay.add(new PoolCommand.Woke(id, conversation.epoch, agent));
            case 2 -> {
                underWay.add(new PoolCommand.Released(id, conversation.epoch, agent, false));
                enqueue(id, Optional.empty(), dice.target(), List.of(agent));
            }
            default -> {
                underWay.add(
                        new PoolCommand.Released(
                                id, conversation.epoch, agent, random.nextBoolean()));
                if (random.nextInt(3) == 0) {
                    underWay.add(new PoolCommand.WrappedUp(id, conversation.epoch, agent));
                }
                conversation.end();
            }
        }
    }

    private void supervisorActs(String id, String seat) {
        PoolCustomer conversation = conversations.get(id);
        if (random.nextInt(3) > 0 || conversation.agent.filter(seat::equals).isPresent()) {
            return;
        }
        long ended = conversation.epoch;
        conversation.hold(seat);
        underWay.add(
                new PoolCommand.TakenOver(
                        id, ended, seat, dice.subject(id), dice.need(new Target.Anybody())));
    }

    private void agentActs(String seat) {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                String connection = seat + "-" + connections++;
                String node = "n" + random.nextInt(3);
                underWay.add(new PoolCommand.SeatUp(seat, dice.profile(seat), node, connection));
                underWay.add(presence(seat, PoolCommand.Presence.State.AVAILABLE));
            }
            case 3, 4 -> underWay.add(presence(seat, PoolCommand.Presence.State.AVAILABLE));
            case 5 -> underWay.add(presence(seat, PoolCommand.Presence.State.AWAY));
            case 6 ->
                    pool.seat(seat)
                            .map(up -> new PoolCommand.SeatLost(seat, up.link().connection()))
                            .ifPresent(underWay::add);
            default -> underWay.add(new PoolCommand.Acted(seat));
        }
    }

    private static PoolCommand presence(String seat, PoolCommand.Presence.State state) {
        return new PoolCommand.Presence(seat, state);
    }

    private void agentAnswers() {
        if (offersSeen.isEmpty()) {
            return;
        }
        int latest = Math.max(0, offersSeen.size() - 4);
        int from = random.nextInt(5) == 0 ? 0 : latest;
        String[] seen = offersSeen.get(random.nextInt(from, offersSeen.size())).split(" ");
        if (random.nextInt(3) > 0) {
            underWay.add(new PoolCommand.Accept(seen[0], seen[1]));
            return;
        }
        underWay.add(new PoolCommand.Decline(seen[0], seen[1], Optional.empty()));
        if (random.nextInt(3) == 0) {
            // Back again, the agent is the last resort for what was declined.
            underWay.add(presence(seen[0], PoolCommand.Presence.State.AWAY));
            underWay.add(presence(seen[0], PoolCommand.Presence.State.AVAILABLE));
        }
    }
}

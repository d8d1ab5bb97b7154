package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// The world around a pool: customers, agents and nodes who act at random, conversations that
/// answer its effects, a stream that brings commands late, twice and in another order.
final class PoolWorld {
    private static final PoolPolicy POLICY =
            new PoolPolicy(Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofHours(2));

    final PoolInvariants invariants = new PoolInvariants();
    final List<Sent> history = new ArrayList<>();
    final List<PoolEffect> effects = new ArrayList<>();
    final Map<String, PoolCustomer> conversations = new TreeMap<>();
    Pool pool = emptyPool();

    private final SplittableRandom random;
    private final PoolDice dice;
    private final List<PoolCommand> underWay = new ArrayList<>();
    private final List<String> offersSeen = new ArrayList<>();
    private CommandId last = new CommandId(1_000_000, 0);
    private int connections;

    PoolWorld(long seed) {
        random = new SplittableRandom(seed);
        dice = new PoolDice(random);
        for (int n = 0; n < 10; n++) {
            conversations.put("c" + n, new PoolCustomer());
        }
    }

    static Pool emptyPool() {
        return Pool.empty("all", POLICY);
    }

    /// A command as the stream has it.
    record Sent(PoolCommand command, CommandId id) {}

    /// Something happens somewhere, and the pool hears of something.
    void storm() {
        switch (random.nextInt(4)) {
            case 0 -> customerActs("c" + random.nextInt(10));
            case 1 -> agentActs("s" + random.nextInt(5));
            case 2 -> agentAnswers();
            default -> {
                if (random.nextInt(8) == 0) {
                    underWay.add(new PoolCommand.NodeLost("n" + random.nextInt(3)));
                }
            }
        }
        if (random.nextInt(10) == 0) {
            hear(PoolRules.outstanding(pool), 0);
        }
        last = new CommandId(last.ms() + dice.pause(), last.n());
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

    /// Everything arrives, one able agent comes on, and what is offered is taken, until all is
    /// quiet.
    void calm() {
        Profile able =
                Profile.of("Able", List.of("sv", "da", "en", "fi"), PoolDice.SKILLS, 50, List.of());
        underWay.add(new PoolCommand.SeatUp("able", able, "calm", "able-1"));
        underWay.add(presence("able", PoolCommand.Presence.State.AVAILABLE));
        for (int round = 0; round < 40; round++) {
            last = new CommandId(last.ms() + 5_000, last.n());
            deliver(new PoolCommand.Tick(), 0);
            hear(PoolRules.outstanding(pool), 0);
            invariants.offersBeforeAgents().stream()
                    .filter(offer -> offer.seat().equals("able"))
                    .forEach(offer -> underWay.add(new PoolCommand.Accept("able", offer.offer())));
            while (!underWay.isEmpty()) {
                deliver(underWay.removeFirst(), 0);
            }
        }
    }

    /// Every conversation ends, and time goes by.
    void drain() {
        conversations.forEach((id, conversation) ->
                deliver(new PoolCommand.Cancel(id, conversation.epoch + 1), 0));
    }

    void forget() {
        last = new CommandId(last.ms() + POLICY.remember().toMillis(), last.n());
        deliver(new PoolCommand.Tick(), 0);
    }

    /// @param lossOneIn how rarely an effect does not reach anybody; 0 is never
    private void deliver(PoolCommand command, int lossOneIn) {
        last = new CommandId(last.ms(), last.n() + 1);
        Pool before = pool;
        Step step = PoolRules.step(before, command, last);
        pool = step.pool();
        history.add(new Sent(command, last));
        effects.addAll(step.effects());
        invariants.check(before, command, step);
        twiceIsOnce(command);
        hear(step.effects(), lossOneIn);
    }

    /// The same command once more changes nothing and says nothing new.
    private void twiceIsOnce(PoolCommand command) {
        Step again = PoolRules.step(pool, command, new CommandId(last.ms(), last.n() + 1));
        Pool same = again.pool();
        assertThat(
                        new Pool(
                                same.id(),
                                same.policy(),
                                last,
                                same.seats(),
                                same.items(),
                                same.ended()))
                .as("the second %s", command)
                .isEqualTo(pool);
        assertThat(again.effects())
                .allMatch(effect ->
                        effect instanceof PoolEffect.Assign
                                || effect instanceof PoolEffect.AcceptRefused);
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
        } else if (!conversation.queued) {
            underWay.add(new PoolCommand.Cancel(requeue.conversation(), conversation.epoch));
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
                        new Subject("p-" + id, Reason.DIRECT_REQUEST, ""),
                        dice.need(target),
                        enqueuedAt,
                        excluded));
    }

    private void customerActs(String id) {
        PoolCustomer conversation = conversations.get(id);
        if (conversation.agent.isPresent()) {
            String agent = conversation.agent.get();
            underWay.add(new PoolCommand.Released(id, conversation.epoch, agent, false));
            if (random.nextBoolean()) {
                enqueue(id, Optional.empty(), dice.target(), List.of(agent));
            } else {
                conversation.end();
            }
        } else if (!conversation.queued) {
            enqueue(id, Optional.of(last.at()), dice.target(), List.of());
        } else if (random.nextInt(3) == 0) {
            conversation.end();
            underWay.add(new PoolCommand.Cancel(id, conversation.epoch));
        }
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
        underWay.add(
                random.nextInt(3) == 0
                        ? new PoolCommand.Decline(seen[0], seen[1], Optional.empty())
                        : new PoolCommand.Accept(seen[0], seen[1]));
    }
}

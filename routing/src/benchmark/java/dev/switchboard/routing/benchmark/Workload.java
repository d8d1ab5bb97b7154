package dev.switchboard.routing.benchmark;

import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.PoolEffect;
import dev.switchboard.routing.pool.PoolRules;
import dev.switchboard.routing.pool.Step;
import dev.switchboard.routing.pool.Subject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// A pool in full work, and the commands that keep it so: for each conversation that an agent
/// finishes, one is offered, taken or declined, confirmed, and another customer comes. Now and then
/// customers leave, agents go away, lose their sockets or come back, offers expire.
final class Workload {

    /// A command in its place.
    record Filed(PoolCommand command, CommandId id) {}

    private final int seats;
    private final SplittableRandom random;
    private final Population population;
    private final ArrayDeque<PoolCommand> answers = new ArrayDeque<>();
    private final List<String[]> held = new ArrayList<>();
    private final List<String> queued = new ArrayList<>();
    private Pool pool;
    private CommandId last = new CommandId(1_000_000_000, 0);
    private long conversations;
    private long connections;
    private long waitingWanted;

    Workload(int seats, int waiting, long seed) {
        this.seats = seats;
        this.random = new SplittableRandom(seed);
        this.population = new Population(random);
        this.pool = Pool.empty("benchmark", Population.policy());
        for (int n = 0; n < seats; n++) {
            take(new PoolCommand.SeatUp("seat-" + n, population.profile("seat-" + n), "node", "k" + n));
            take(new PoolCommand.Presence("seat-" + n, PoolCommand.Presence.State.AVAILABLE));
        }
        while (pool.queued() < waiting) {
            take(enqueue());
            while (!answers.isEmpty()) {
                take(answers.poll());
            }
        }
        waitingWanted = waiting;
    }

    Pool pool() {
        return pool;
    }

    Filed next() {
        last = new CommandId(last.ms() + random.nextInt(4), last.n() + 1);
        return new Filed(choose(), last);
    }

    /// The pool has taken a command in.
    void stepped(Filed filed, Step step) {
        pool = step.pool();
        if (filed.command() instanceof PoolCommand.Assigned assigned) {
            held.add(new String[] {assigned.conversation(), "" + assigned.epoch(), assigned.seat()});
        }
        for (PoolEffect effect : step.effects()) {
            switch (effect) {
                case PoolEffect.Offer offer -> answers.add(answer(offer));
                case PoolEffect.Assign a ->
                        answers.addFirst(
                                new PoolCommand.Assigned(a.conversation(), a.epoch(), a.seat()));
                case PoolEffect.Requeue requeue ->
                        answers.add(
                                new PoolCommand.Cancel(requeue.conversation(), requeue.epoch()));
                case PoolEffect.Withdraw _,
                        PoolEffect.AcceptRefused _,
                        PoolEffect.TargetUnavailable _,
                        PoolEffect.Overflow _,
                        PoolEffect.Position _ -> {}
            }
        }
    }

    private void take(PoolCommand command) {
        last = new CommandId(last.ms() + 1, 0);
        Filed filed = new Filed(command, last);
        stepped(filed, PoolRules.step(pool, command, last));
    }

    private PoolCommand answer(PoolEffect.Offer offer) {
        return random.nextInt(20) == 0
                ? new PoolCommand.Decline(offer.seat(), offer.offer(), Optional.empty())
                : new PoolCommand.Accept(offer.seat(), offer.offer());
    }

    private PoolCommand choose() {
        int dice = random.nextInt(1_000);
        if (dice < 2) {
            return presence(dice == 0);
        }
        if (dice < 4) {
            return socket();
        }
        if (dice < 10) {
            return new PoolCommand.Tick();
        }
        if (dice < 20 && !queued.isEmpty()) {
            return new PoolCommand.Cancel(swapOut(queued), 1);
        }
        if (!answers.isEmpty()) {
            return answers.poll();
        }
        return pool.queued() < waitingWanted || held.isEmpty() ? enqueue() : released();
    }

    private PoolCommand presence(boolean away) {
        return new PoolCommand.Presence(
                "seat-" + random.nextInt(seats),
                away ? PoolCommand.Presence.State.AWAY : PoolCommand.Presence.State.AVAILABLE);
    }

    private PoolCommand socket() {
        String seat = "seat-" + random.nextInt(seats);
        return pool.seat(seat)
                .filter(known -> known.link().up())
                .<PoolCommand>map(known -> new PoolCommand.SeatLost(seat, known.link().connection()))
                .orElseGet(() ->
                        new PoolCommand.SeatUp(
                                seat, population.profile(seat), "node", "l" + connections++));
    }

    private PoolCommand released() {
        String[] one = swapOut(held);
        return new PoolCommand.Released(one[0], Long.parseLong(one[1]), one[2], false);
    }

    private PoolCommand enqueue() {
        String conversation = "%016x-1".formatted(mixed(conversations++));
        queued.add(conversation);
        return new PoolCommand.Enqueue(
                conversation,
                1,
                new Subject("person-" + conversation, population.reason(), "Summary of a question."),
                population.need(seats),
                Optional.empty(),
                List.of());
    }

    /// Ids of conversations are digests: in no order.
    private static long mixed(long n) {
        long z = (n + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        return z ^ (z >>> 27);
    }

    private <T> T swapOut(List<T> list) {
        int n = random.nextInt(list.size());
        T one = list.get(n);
        list.set(n, list.getLast());
        list.removeLast();
        return one;
    }
}

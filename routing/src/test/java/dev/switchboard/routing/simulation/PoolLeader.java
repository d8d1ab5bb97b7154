package dev.switchboard.routing.simulation;

import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.PoolEffect;
import dev.switchboard.routing.pool.PoolRules;
import dev.switchboard.routing.pool.Step;
import dev.switchboard.routing.simulation.RedisPool.Filed;
import java.util.List;

/// Steps the pool as long as its node has the pool's lease, or believes so: a node that was frozen
/// goes on until it hears otherwise.
final class PoolLeader {

    private static final long LEASE_MS = 1_200;
    private static final int SNAPSHOT_COMMANDS = 25;

    private final Node node;
    private final World world;
    private final Audience audience;
    private Pool pool;
    private boolean leading;
    private int term;
    private int sinceSnapshot;
    private int ticks;

    /// Who hears what a pool decides.
    interface Audience {
        void effect(Pool pool, PoolEffect effect);

        /// A seat may have another socket than before.
        void replaced(Pool before, Pool pool, String seat);

        /// A seat's socket is known to the pool.
        void seated(Pool pool, String seat);

        /// A seat may hold a conversation now.
        void assigned(Pool pool, String seat, String conversation);
    }

    PoolLeader(Node node, World world, Audience audience) {
        this.node = node;
        this.world = world;
        this.audience = audience;
        this.pool = Pool.empty("pool", Market.POLICY);
    }

    boolean leading() {
        return leading;
    }

    Pool pool() {
        return pool;
    }

    /// Begins to lead, now or when the present leader's lease ends.
    void start() {
        node.call(
                Node.LEADER_LOOP,
                () -> world.redis().pool().acquire(node.name(), LEASE_MS),
                won -> {
                    if (won) {
                        lead();
                    } else {
                        startLater();
                    }
                },
                this::startLater);
    }

    private void startLater() {
        world.timeline().after(LEASE_MS * 1_000 / 3, node, this::start);
    }

    private void lead() {
        leading = true;
        term++;
        int mine = term;
        world.tell(node.name(), () -> "leads the pool");
        world.timeline().after(LEASE_MS * 1_000 / 3, node, () -> keep(mine));
        reload(mine, true);
    }

    /// Reads the newest snapshot and all that was filed since, in silence.
    private void reload(int mine, boolean speaks) {
        node.call(
                Node.LEADER_LOOP,
                () -> world.redis().pool().snapshot(),
                snapshot -> {
                    pool =
                            snapshot.map(Pool::of)
                                    .orElseGet(() -> Pool.empty("pool", Market.POLICY));
                    replay(mine, speaks);
                },
                () -> stepDown(mine));
    }

    private void replay(int mine, boolean speaks) {
        node.call(
                Node.LEADER_LOOP,
                () -> world.redis().pool().read(pool.last()),
                read -> {
                    if (mine != term || !leading) {
                        return;
                    }
                    if (read.gap() && world.rules().noticesGaps()) {
                        reload(mine, speaks);
                        return;
                    }
                    for (Filed filed : read.commands()) {
                        world.tell(
                                node.name(), () -> "replays " + filed.id() + " " + filed.command());
                        step(filed);
                    }
                    if (speaks) {
                        resume();
                    }
                    follow(mine);
                },
                () -> stepDown(mine));
    }

    private Step step(Filed filed) {
        Pool before = pool;
        Step step = world.rules().step(before, filed.command(), filed.id());
        world.checks().stepped(before, filed, step);
        pool = step.pool();
        return step;
    }

    /// Says what the state implies, since nobody knows what the leader before has said.
    private void resume() {
        if (world.rules().saysOutstanding()) {
            PoolRules.outstanding(pool).forEach(effect -> audience.effect(pool, effect));
            pool.seats().keySet().forEach(seat -> audience.seated(pool, seat));
        }
        scheduleTick();
    }

    private void follow(int mine) {
        node.await(
                () -> world.redis().pool().hasAfter(pool.last()),
                world.redis().pool()::whenFiled,
                () -> world.redis().pool().read(pool.last()),
                read -> {
                    if (mine != term || !leading) {
                        return;
                    }
                    if (read.gap() && world.rules().noticesGaps()) {
                        reload(mine, true);
                        return;
                    }
                    take(read.commands());
                    follow(mine);
                },
                () -> stepDown(mine));
    }

    private void take(List<Filed> commands) {
        for (Filed filed : commands) {
            world.tell(node.name(), () -> "steps " + filed.id() + " " + filed.command());
            Pool before = pool;
            Step step = step(filed);
            step.effects()
                    .forEach(effect -> {
                        world.tell(node.name(), () -> "effect " + effect);
                        audience.effect(pool, effect);
                    });
            announce(before, filed.command());
        }
        sinceSnapshot += commands.size();
        if (sinceSnapshot >= SNAPSHOT_COMMANDS) {
            sinceSnapshot = 0;
            // Written by a worker, which takes its time.
            Pool saved = pool;
            world.timeline().after(node.dice().about(60), node, () -> save(saved));
        }
        scheduleTick();
    }

    /// A seat may be with another socket than before.
    private void announce(Pool before, PoolCommand command) {
        switch (command) {
            case PoolCommand.SeatUp up -> {
                audience.replaced(before, pool, up.seat());
                audience.seated(pool, up.seat());
            }
            case PoolCommand.SeatLost lost -> audience.seated(pool, lost.seat());
            case PoolCommand.Assigned a -> audience.assigned(pool, a.seat(), a.conversation());
            case PoolCommand.TakenOver t -> audience.assigned(pool, t.seat(), t.conversation());
            case PoolCommand.NodeLost _ ->
                    pool.seats().keySet().forEach(seat -> audience.seated(pool, seat));
            default -> {}
        }
    }

    private void save(Pool saved) {
        node.call(
                Node.LEADER_LOOP,
                () ->
                        world.redis()
                                .pool()
                                .save(saved.snapshot(), world.rules().keepsNewerSnapshot()),
                _ -> {},
                () -> {});
    }

    private void scheduleTick() {
        int tick = ++ticks;
        pool.nextDeadline()
                .ifPresent(at -> {
                    // Redis' clock decides; where ours is ahead, it is asked again.
                    long wait = at.toEpochMilli() - node.time().toEpochMilli();
                    world.timeline().after(Math.max(20, wait + 1) * 1_000, node, () -> tick(tick));
                });
    }

    private void tick(int tick) {
        if (leading && tick == ticks) {
            node.call(
                    Node.LEADER_LOOP,
                    () -> world.redis().pool().append(new PoolCommand.Tick()),
                    _ -> {},
                    this::scheduleTick);
        }
    }

    /// Renews the lease, and shares out what nodes had that are gone.
    private void keep(int mine) {
        if (mine != term || !leading) {
            return;
        }
        node.call(
                Node.LEADER_LOOP,
                () -> world.redis().pool().renew(node.name(), LEASE_MS),
                renewed -> {
                    if (!renewed) {
                        stepDown(mine);
                    }
                },
                () -> {});
        if (leading) {
            node.call(
                    Node.LEADER_LOOP,
                    () -> world.redis().dead(),
                    dead -> dead.forEach(this::takeOver),
                    () -> {});
        }
        world.timeline().after(LEASE_MS * 1_000 / 3, node, () -> keep(mine));
    }

    /// What a dead node had live is live here until it is done with; then the node is forgotten.
    /// Should this one die on the way, the next leader does it all again.
    private void takeOver(String dead, List<String> conversations) {
        if (dead.equals(node.name())) {
            return;
        }
        world.tell(node.name(), () -> "takes over what " + dead + " had: " + conversations);
        if (world.rules().takesOverTheDead()) {
            conversations.forEach(node::takeOver);
        }
        node.call(
                Node.LEADER_LOOP,
                () -> {
                    world.redis().pool().append(new PoolCommand.NodeLost(dead));
                    return world.redis().bury(dead);
                },
                _ -> {},
                () -> {});
    }

    private void stepDown(int mine) {
        if (leading && mine == term) {
            leading = false;
            world.tell(node.name(), () -> "leads the pool no more");
            startLater();
        }
    }
}

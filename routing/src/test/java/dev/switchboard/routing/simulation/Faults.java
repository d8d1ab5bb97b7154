package dev.switchboard.routing.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What the world does to a fleet. Each deed has a name and a kind, so that either can be left out.
final class Faults extends Process {

    /// Kinds of faults; a seed has some of them.
    enum Kind {
        REDIS_ERRORS,
        REDIS_SLOW,
        REDIS_PAUSE,
        REDIS_RESTART,
        REDIS_CLOCK,
        NODE_DEATH,
        NODE_FREEZE,
        NODE_CLOCK,
        NODE_CUT_OFF,
        SOCKETS,
        NOTICES
    }

    /// How a node's inbox is delivered to it.
    enum Mail {
        FAITHFUL,
        /// Late, in any order, some twice and some of what is only a hint not at all.
        CARELESS;

        void deliver(
                Timeline timeline,
                Process node,
                Dice dice,
                List<Inbox.Notice> notices,
                Consumer<Inbox.Notice> to) {
            for (Inbox.Notice notice : notices) {
                if (this == FAITHFUL) {
                    to.accept(notice);
                } else if (!(notice instanceof Inbox.Notice.Committed) || dice.chance(0.5)) {
                    timeline.after(dice.about(150), node, () -> to.accept(notice));
                    if (dice.chance(0.3)) {
                        timeline.after(dice.about(300), node, () -> to.accept(notice));
                    }
                }
            }
        }
    }

    private final World world;
    private final Dice dice;
    private final List<Kind> kinds;
    private int deeds;

    Faults(World world) {
        super("faults");
        this.world = world;
        this.dice = world.dice("faults");
        this.kinds = new ArrayList<>(world.plan().faults());
    }

    void start() {
        if (!kinds.isEmpty()) {
            world.timeline().after(dice.about(150), this, this::strike);
        }
    }

    private void strike() {
        if (!world.storm().rages()) {
            return;
        }
        Kind kind = dice.one(kinds);
        long lasts = dice.about(250);
        int which = dice.between(0, 1_000);
        String deed = "faults#" + (++deeds);
        List<Node> nodes = world.fleet().running();
        if (!nodes.isEmpty() && world.does(deed)) {
            strike(deed, kind, victim(nodes, which), lasts);
        }
        world.timeline().after(dice.about(200), this, this::strike);
    }

    /// Every other time the pool's leader, for which most depends on when it goes.
    private static Node victim(List<Node> nodes, int which) {
        return nodes.stream()
                .filter(n -> which % 2 == 0 && n.leader().leading())
                .findFirst()
                .orElse(nodes.get(which / 2 % nodes.size()));
    }

    private void strike(String deed, Kind kind, Node node, long lasts) {
        world.tell(
                "faults", () -> deed + " " + kind + " " + node + " for " + lasts / 1_000 + " ms");
        switch (kind) {
            case REDIS_ERRORS -> {
                node.weather().failsBefore = 0.2;
                node.weather().failsAfter = 0.2;
                end(
                        lasts,
                        () -> {
                            node.weather().failsBefore = 0;
                            node.weather().failsAfter = 0;
                        });
            }
            case REDIS_SLOW -> {
                node.weather().slowMs = 60;
                end(lasts, () -> node.weather().slowMs = 0);
            }
            case REDIS_PAUSE -> world.redis().freeze(world.timeline().now() + lasts);
            case REDIS_RESTART -> {
                world.redis().freeze(world.timeline().now() + lasts / 4);
                world.redis().restart();
            }
            case REDIS_CLOCK -> world.redis().clock().jump(dice.between(-1_500, 1_500));
            case NODE_DEATH -> {
                world.fleet().end(node);
                world.timeline().after(lasts, world.fleet(), () -> world.fleet().start(world));
            }
            case NODE_FREEZE -> node.freeze(world.timeline().now() + 8 * lasts);
            case NODE_CLOCK -> {
                node.clock().jump(dice.between(-1_000, 1_000));
                node.clock().drift(0.8 + dice.between(0, 40) / 100.0);
            }
            case NODE_CUT_OFF -> {
                node.weather().partitioned = true;
                end(5 * lasts, () -> node.weather().partitioned = false);
            }
            case SOCKETS -> {
                List<Connection> sockets = world.fleet().connections();
                if (!sockets.isEmpty()) {
                    dice.one(sockets).cut();
                }
            }
            case NOTICES -> {
                node.deliver(Mail.CARELESS);
                end(4 * lasts, () -> node.deliver(Mail.FAITHFUL));
            }
        }
    }

    private void end(long after, Runnable what) {
        world.timeline().after(after, this, what);
    }
}

package dev.switchboard.routing.simulation;

import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.Offer;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.PoolEffect;
import dev.switchboard.routing.pool.Profile;
import dev.switchboard.routing.pool.Seat;
import dev.switchboard.routing.pool.Stage;
import dev.switchboard.routing.pool.Step;
import dev.switchboard.routing.pool.WorkItem;
import dev.switchboard.routing.simulation.RedisPool.Filed;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Every step of the pool, held against what must hold of any. What seats can do and when customers
/// began to wait it knows from the commands and the logs, not from the pool.
final class PoolCheck {

    private final Checks checks;

    /// Never iterated.
    private final Map<CommandId, List<PoolEffect>> steps = new HashMap<>();

    private final NavigableMap<String, Profile> profiles = new TreeMap<>();
    private NavigableMap<String, Long> loads = new TreeMap<>();
    private NavigableSet<String> overrides = new TreeSet<>();
    private final NavigableMap<String, NavigableSet<String>> decliners = new TreeMap<>();

    PoolCheck(Checks checks) {
        this.checks = checks;
    }

    void stepped(Pool before, Filed filed, Step step) {
        List<PoolEffect> known = steps.putIfAbsent(filed.id(), step.effects());
        if (known != null) {
            Invariant.I5.check(
                    known.equals(step.effects()),
                    "two leaders made different things of %s: %s and %s",
                    filed,
                    known,
                    step.effects());
            return;
        }
        Pool pool = step.pool();
        learn(filed.command());
        NavigableMap<String, WorkItem> items = pool.items();
        forgetDecliners(before, pool, filed.command(), items);
        ages(before, items, filed.id().at());
        step.effects().forEach(effect -> effect(effect, pool, filed.id().at()));
        Eligibility eligibility = new Eligibility(pool, items, profiles, filed.id().at());
        capacity(pool, items);
        order(before, step, items, eligibility);
        idleMatch(pool, items, eligibility, filed);
        decline(before, filed.command());
    }

    private void learn(PoolCommand command) {
        if (command instanceof PoolCommand.SeatUp up) {
            profiles.put(up.seat(), up.profile());
        }
    }

    private void effect(PoolEffect effect, Pool pool, Instant now) {
        if (effect instanceof PoolEffect.Offer o) {
            checks.offered(o.seat(), o.offer());
            Invariant.I8.check(
                    !decliners.getOrDefault(o.conversation(), new TreeSet<>()).contains(o.seat()),
                    "%s declined %s and is offered it again",
                    o.seat(),
                    o.conversation());
        }
    }

    /// Load without what a supervisor or a word put on top never grows above the seat's capacity.
    private void capacity(Pool pool, NavigableMap<String, WorkItem> items) {
        NavigableMap<String, Long> now = new TreeMap<>();
        NavigableSet<String> over = new TreeSet<>();
        for (WorkItem item : items.values()) {
            Optional<String> seat = item.stage().atSeat();
            boolean flagged = item.stage() instanceof Stage.Assigned a && a.override();
            boolean written = item.stage() instanceof Stage.WrappingUp;
            if (flagged || (written && overrides.contains(item.conversation()))) {
                over.add(item.conversation());
            } else if (seat.isPresent() && item.stage().takesRoom()) {
                now.merge(seat.get(), (long) cost(item), Long::sum);
            }
        }
        now.forEach((seat, load) -> {
            Profile profile = profiles.get(seat);
            Invariant.I6.check(
                    profile == null
                            || load <= profile.capacity()
                            || load <= loads.getOrDefault(seat, 0L),
                    "%s carries %d of %d",
                    seat,
                    load,
                    profile == null ? 0 : profile.capacity());
        });
        loads = now;
        overrides = over;
    }

    private void idleMatch(
            Pool pool, NavigableMap<String, WorkItem> items, Eligibility eligibility, Filed filed) {
        for (WorkItem item : items.values()) {
            if (item.stage() instanceof Stage.Waiting) {
                for (Seat seat : eligibility.open()) {
                    Invariant.I7.check(
                            !eligibility.mayHave(item, seat, pool.load(seat.id())),
                            "%s waits while %s has room, after %s",
                            item,
                            pool.seats().values(),
                            filed);
                }
            }
        }
    }

    /// Of two who could both have had what was offered, who comes first got it.
    private void order(
            Pool before, Step step, NavigableMap<String, WorkItem> items, Eligibility eligibility) {
        for (PoolEffect effect : step.effects()) {
            if (effect instanceof PoolEffect.Offer o
                    && items.get(o.conversation()) instanceof WorkItem served
                    && served.stage() instanceof Stage.Offered(Offer offer)
                    && offer.id().equals(o.offer())
                    && !before.item(o.conversation())
                            .map(WorkItem::stage)
                            .equals(Optional.of(served.stage()))) {
                Seat seat = step.pool().seat(o.seat()).orElseThrow();
                int load = step.pool().load(o.seat()) - cost(served);
                for (WorkItem other : items.values()) {
                    Invariant.I8.check(
                            !(other.stage() instanceof Stage.Waiting)
                                    || !eligibility.before(other, served)
                                    || !eligibility.mayHave(other, seat, load),
                            "%s was offered %s, and %s comes first",
                            o.seat(),
                            served,
                            other);
                }
            }
        }
    }

    /// What is in the queue is as old as the log says, or as the pool's clock allows.
    private void ages(Pool before, NavigableMap<String, WorkItem> items, Instant now) {
        for (WorkItem item : items.values()) {
            LogCheck log = checks.log(item.conversation());
            Optional<WorkItem> was = before.item(item.conversation());
            if (was.filter(w -> w.epoch() == item.epoch()).isPresent()) {
                Invariant.I8.check(
                        was.get().enqueuedAt().equals(item.enqueuedAt()),
                        "%s waits since %s and now since %s",
                        item.conversation(),
                        was.get().enqueuedAt(),
                        item.enqueuedAt());
            } else if (log.epoch() == item.epoch() && log.who() == LogCheck.Who.QUEUE) {
                Instant since = log.waitingSince().isAfter(now) ? now : log.waitingSince();
                Invariant.I8.check(
                        item.enqueuedAt().equals(since),
                        "%s waits since %s, and the pool takes it for %s",
                        item.conversation(),
                        since,
                        item.enqueuedAt());
            }
        }
    }

    private void decline(Pool before, PoolCommand command) {
        if (command instanceof PoolCommand.Decline d) {
            before.items().values().stream()
                    .filter(i ->
                            i.stage() instanceof Stage.Offered(Offer offer)
                                    && offer.id().equals(d.offer())
                                    && offer.seat().equals(d.seat()))
                    .forEach(i ->
                            decliners
                                    .computeIfAbsent(i.conversation(), _ -> new TreeSet<>())
                                    .add(d.seat()));
        }
    }

    /// A no holds until the agent leaves or the customer's request is another.
    private void forgetDecliners(
            Pool before, Pool after, PoolCommand command, NavigableMap<String, WorkItem> items) {
        decliners
                .entrySet()
                .removeIf(e -> {
                    WorkItem was = before.item(e.getKey()).orElse(null);
                    WorkItem is = items.get(e.getKey());
                    return is == null
                            || was == null
                            || command instanceof PoolCommand.TakenOver
                            || (was.epoch() != is.epoch()
                                    && !(was.stage() instanceof Stage.Requeueing));
                });
        decliners
                .values()
                .forEach(seats ->
                        seats.removeIf(seat -> {
                            boolean away =
                                    after.seat(seat)
                                            .filter(s -> s.state() != Seat.State.AWAY)
                                            .isEmpty();
                            boolean left =
                                    command instanceof PoolCommand.Presence p
                                            && p.seat().equals(seat)
                                            && p.state() == PoolCommand.Presence.State.AWAY;
                            return away || left;
                        }));
    }

    private static int cost(WorkItem item) {
        return Market.POLICY.of(item.subject().reason()).cost();
    }
}

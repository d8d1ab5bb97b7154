package dev.switchboard.routing.simulation;

import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.Offer;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.PoolEffect;
import dev.switchboard.routing.pool.PoolSnapshot;
import dev.switchboard.routing.pool.Profile;
import dev.switchboard.routing.pool.Stage;
import dev.switchboard.routing.pool.Step;
import dev.switchboard.routing.pool.WorkItem;
import dev.switchboard.routing.simulation.Mutants.Mutant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// The pool's rules and its leader's, each broken in one place. Since a pool cannot be tampered
/// with, a mutant changes the command before the step, or takes the step's result apart and puts it
/// together otherwise.
final class PoolMutants {

    private PoolMutants() {}

    static List<Mutant> all() {
        return List.of(
                new Mutant(
                        "a seat gets one more than it has room for",
                        Invariant.I6,
                        heard(PoolMutants::roomier)),
                new Mutant(
                        "who comes back to the queue waits anew",
                        Invariant.I8,
                        heardAt(PoolMutants::younger)),
                new Mutant(
                        "nobody looks who waits when room comes free",
                        Invariant.I7,
                        new Rules() {
                            @Override
                            Step step(Pool pool, PoolCommand command, CommandId id) {
                                Step step = super.step(pool, command, id);
                                boolean frees =
                                        command instanceof PoolCommand.Released
                                                || command instanceof PoolCommand.WrappedUp;
                                return frees ? unmatched(pool, step) : step;
                            }
                        }),
                new Mutant(
                        "nobody looks who is free when work comes",
                        Invariant.I7,
                        new Rules() {
                            @Override
                            Step step(Pool pool, PoolCommand command, CommandId id) {
                                Step step = super.step(pool, command, id);
                                return command instanceof PoolCommand.Enqueue
                                        ? unmatched(pool, step)
                                        : step;
                            }
                        }),
                new Mutant(
                        "a decline is forgotten",
                        Invariant.I8,
                        new Rules() {
                            @Override
                            Step step(Pool pool, PoolCommand command, CommandId id) {
                                Step step = super.step(pool, command, id);
                                return command instanceof PoolCommand.Decline d
                                        ? forgotten(step, d.seat())
                                        : step;
                            }
                        }),
                new Mutant(
                        "the newest is served first",
                        Invariant.I8,
                        new Rules() {
                            @Override
                            Step step(Pool pool, PoolCommand command, CommandId id) {
                                return newestFirst(pool, super.step(pool, command, id));
                            }
                        }),
                new Mutant(
                        "the pool is not told of what ended",
                        Invariant.I5,
                        heard(c -> c instanceof PoolCommand.Released ? new PoolCommand.Tick() : c)),
                new Mutant(
                        "a new leader says nothing",
                        Invariant.I7,
                        new Rules() {
                            @Override
                            boolean saysOutstanding() {
                                return false;
                            }
                        }),
                new Mutant(
                        "a leader steps over what was trimmed",
                        Invariant.I5,
                        new Rules() {
                            @Override
                            boolean noticesGaps() {
                                return false;
                            }
                        }),
                new Mutant(
                        "an old snapshot takes a newer one's place",
                        Invariant.I5,
                        new Rules() {
                            @Override
                            boolean keepsNewerSnapshot() {
                                return false;
                            }
                        }));
    }

    private static Rules heard(UnaryOperator<PoolCommand> change) {
        return heardAt((command, _) -> change.apply(command));
    }

    private interface Hearing {
        PoolCommand hear(PoolCommand command, CommandId id);
    }

    private static Rules heardAt(Hearing hearing) {
        return new Rules() {
            @Override
            Step step(Pool pool, PoolCommand command, CommandId id) {
                return super.step(pool, hearing.hear(command, id), id);
            }
        };
    }

    private static PoolCommand roomier(PoolCommand command) {
        if (!(command instanceof PoolCommand.SeatUp up)) {
            return command;
        }
        Profile p = up.profile();
        return new PoolCommand.SeatUp(
                up.seat(),
                new Profile(
                        p.name(),
                        p.languages(),
                        p.skills(),
                        p.capacity() + 1,
                        p.markets(),
                        p.first()),
                up.node(),
                up.connection());
    }

    private static PoolCommand younger(PoolCommand command, CommandId id) {
        return command instanceof PoolCommand.Enqueue e && e.epoch() > 1
                ? new PoolCommand.Enqueue(
                        e.conversation(),
                        e.epoch(),
                        e.subject(),
                        e.need(),
                        Optional.of(id.at()),
                        e.excludedSeats())
                : command;
    }

    /// As if nothing had been offered.
    private static Step unmatched(Pool before, Step step) {
        List<WorkItem> items = new ArrayList<>();
        for (WorkItem item : step.pool().items().values()) {
            boolean fresh =
                    item.stage() instanceof Stage.Offered
                            && !before.item(item.conversation())
                                    .map(WorkItem::stage)
                                    .equals(Optional.of(item.stage()));
            items.add(fresh ? with(item, new Stage.Waiting(Optional.empty())) : item);
        }
        return new Step(
                with(step.pool(), items),
                step.effects().stream().filter(e -> !(e instanceof PoolEffect.Offer)).toList());
    }

    private static Step forgotten(Step step, String seat) {
        List<WorkItem> items = new ArrayList<>();
        for (WorkItem item : step.pool().items().values()) {
            NavigableMap<String, dev.switchboard.routing.pool.Exclusion> fewer =
                    new TreeMap<>(item.excluded());
            // Not of what waits: that would be an idle match.
            if (!(item.stage() instanceof Stage.Waiting)) {
                fewer.remove(seat);
            }
            items.add(with(item, item.stage(), fewer));
        }
        return new Step(with(step.pool(), items), step.effects());
    }

    /// Gives what was just offered to the youngest of those who ask for the same.
    private static Step newestFirst(Pool before, Step step) {
        for (PoolEffect effect : step.effects()) {
            if (effect instanceof PoolEffect.Offer o
                    && step.pool().item(o.conversation()).orElse(null) instanceof WorkItem first
                    && first.stage() instanceof Stage.Offered(Offer offer)
                    && offer.id().equals(o.offer())
                    && before.item(o.conversation())
                            .filter(i -> i.stage().equals(first.stage()))
                            .isEmpty()) {
                Optional<WorkItem> younger =
                        step.pool().items().values().stream()
                                .filter(i ->
                                        i.stage() instanceof Stage.Waiting
                                                && i.subject().reason() == first.subject().reason()
                                                && i.excluded().equals(first.excluded())
                                                && i.enqueuedAt().isAfter(first.enqueuedAt()))
                                .findFirst();
                if (younger.isPresent()) {
                    return swapped(step, first, younger.get(), o);
                }
            }
        }
        return step;
    }

    private static Step swapped(Step step, WorkItem first, WorkItem younger, PoolEffect.Offer o) {
        List<WorkItem> items = new ArrayList<>();
        for (WorkItem item : step.pool().items().values()) {
            if (item.conversation().equals(first.conversation())) {
                items.add(with(item, younger.stage()));
            } else if (item.conversation().equals(younger.conversation())) {
                items.add(with(item, first.stage()));
            } else {
                items.add(item);
            }
        }
        var offer =
                new PoolEffect.Offer(
                        o.seat(),
                        o.offer(),
                        younger.conversation(),
                        younger.epoch(),
                        o.reason(),
                        younger.need().language(),
                        "",
                        o.translated(),
                        younger.enqueuedAt(),
                        o.expiresAt());
        return new Step(
                with(step.pool(), items),
                step.effects().stream().map(e -> e.equals(o) ? offer : e).toList());
    }

    private static Pool with(Pool pool, List<WorkItem> items) {
        PoolSnapshot s = pool.snapshot();
        return Pool.of(
                new PoolSnapshot(
                        s.id(), s.policy(), s.last(), s.seats(), items, s.ended(), s.handling()));
    }

    private static WorkItem with(WorkItem item, Stage stage) {
        return with(item, stage, item.excluded());
    }

    private static WorkItem with(
            WorkItem item,
            Stage stage,
            NavigableMap<String, dev.switchboard.routing.pool.Exclusion> excluded) {
        return new WorkItem(
                item.conversation(),
                item.epoch(),
                item.subject(),
                item.need(),
                item.enqueuedAt(),
                item.arrivedAt(),
                item.targetMissed(),
                item.overflowed(),
                excluded,
                stage);
    }
}

package dev.switchboard.routing.pool;

import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What happens to work: it comes, is offered, taken, given back and ends.
final class WorkRules {
    private WorkRules() {}

    static void enqueue(Draft draft, PoolCommand.Enqueue command) {
        Optional<WorkItem> before = draft.item(command.conversation());
        long known =
                Math.max(
                        before.map(WorkItem::epoch).orElse(-1L),
                        draft.ended(command.conversation()).map(Ended::epoch).orElse(-1L));
        if (command.epoch() <= known) {
            return;
        }
        before.ifPresent(item -> takeFromSeat(draft, item, Withdrawal.RESCINDED));
        draft.put(
                new WorkItem(
                        command.conversation(),
                        command.epoch(),
                        command.subject(),
                        command.need(),
                        age(draft, command, before),
                        draft.now(),
                        false,
                        exclusions(command, before),
                        new Stage.Waiting(Optional.empty())));
    }

    /// The age a conversation says it has, or that the pool knows, but never one in the future:
    /// that would put it behind those who come later.
    private static Instant age(
            Draft draft, PoolCommand.Enqueue command, Optional<WorkItem> before) {
        return command.enqueuedAt()
                .or(() -> before.map(WorkItem::enqueuedAt))
                .filter(draft.now()::isAfter)
                .orElse(draft.now());
    }

    /// A conversation that lost its agent comes back as the same request: who declined it then is
    /// not asked now. A transfer is a new request.
    private static NavigableMap<String, Exclusion> exclusions(
            PoolCommand.Enqueue command, Optional<WorkItem> before) {
        NavigableMap<String, Exclusion> excluded = new TreeMap<>();
        before.filter(item -> item.stage() instanceof Stage.Requeueing)
                .ifPresent(item -> excluded.putAll(item.excluded()));
        command.excludedSeats().forEach(seat -> excluded.put(seat, Exclusion.STANDS));
        return excluded;
    }

    static void cancel(Draft draft, PoolCommand.Cancel command) {
        Optional<WorkItem> item = draft.item(command.conversation());
        if (item.filter(newer -> newer.epoch() > command.epoch()).isPresent()) {
            return;
        }
        item.ifPresent(known -> {
            takeFromSeat(draft, known, command.why());
            draft.remove(known);
        });
        // Also where nothing was known: the Enqueue may come after its own end.
        draft.end(command.conversation(), command.epoch());
    }

    static void assigned(Draft draft, PoolCommand.Assigned command) {
        accepted(draft, command.conversation(), command.epoch(), command.seat())
                .ifPresent(item -> confirm(draft, item, command.seat()));
    }

    private static void confirm(Draft draft, WorkItem item, String seat) {
        boolean here = draft.seat(seat).filter(one -> one.state() != Seat.State.AWAY).isPresent();
        if (item.stage() instanceof Stage.Accepted accepted) {
            WorkItem assigned = item.with(new Stage.Assigned(seat, accepted.offer()));
            draft.put(assigned);
            if (!here) {
                requeue(draft, assigned, seat);
            }
        }
    }

    static void assignRefused(Draft draft, PoolCommand.AssignRefused command) {
        accepted(draft, command.conversation(), command.epoch(), command.seat())
                .ifPresent(draft::remove);
    }

    private static Optional<WorkItem> accepted(
            Draft draft, String conversation, long epoch, String seat) {
        return draft.item(conversation)
                .filter(item -> item.epoch() == epoch)
                .filter(item ->
                        item.stage() instanceof Stage.Accepted accepted
                                && accepted.seat().equals(seat));
    }

    static void released(Draft draft, PoolCommand.Released command) {
        draft.item(command.conversation())
                .filter(item -> item.epoch() <= command.epoch())
                .filter(item -> heldBy(item.stage(), command.seat()))
                .ifPresent(item -> {
                    idle(draft, item);
                    draft.remove(item);
                    draft.end(item.conversation(), item.epoch());
                });
    }

    private static boolean heldBy(Stage stage, String seat) {
        return switch (stage) {
            case Stage.Accepted accepted -> accepted.seat().equals(seat);
            case Stage.Assigned assigned -> assigned.seat().equals(seat);
            case Stage.Requeueing requeueing -> requeueing.seat().equals(seat);
            case Stage.Waiting _, Stage.Offered _ -> false;
        };
    }

    static void requeueAssigned(Draft draft, String seat) {
        for (WorkItem item : draft.itemsOf(seat)) {
            if (item.stage() instanceof Stage.Assigned) {
                requeue(draft, item, seat);
            }
        }
    }

    private static void requeue(Draft draft, WorkItem item, String seat) {
        draft.put(item.with(new Stage.Requeueing(seat)));
        draft.emit(requeue(item, seat));
    }

    static PoolEffect.Requeue requeue(WorkItem item, String seat) {
        return new PoolEffect.Requeue(item.conversation(), item.epoch(), seat, item.enqueuedAt());
    }

    /// Tells a seat that it need not answer any more, or has room again.
    static void takeFromSeat(Draft draft, WorkItem item, Withdrawal why) {
        switch (item.stage()) {
            case Stage.Offered(Offer offer) ->
                    draft.emit(new PoolEffect.Withdraw(offer.seat(), offer.id(), why));
            case Stage.Accepted accepted ->
                    draft.emit(new PoolEffect.Withdraw(accepted.seat(), accepted.offer(), why));
            case Stage.Assigned _ -> idle(draft, item);
            case Stage.Waiting _, Stage.Requeueing _ -> {}
        }
    }

    private static void idle(Draft draft, WorkItem item) {
        item.stage()
                .occupies()
                .flatMap(draft::seat)
                .ifPresent(seat -> draft.put(seat.with(seat.state(), draft.now())));
    }
}

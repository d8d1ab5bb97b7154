package dev.switchboard.routing.pool;

import dev.switchboard.routing.policy.BusinessHours;
import dev.switchboard.routing.policy.MarketPolicy;
import dev.switchboard.routing.policy.Overflow;
import dev.switchboard.routing.policy.RoutingPolicy;
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
        WorkItem item =
                new WorkItem(
                        command.conversation(),
                        command.epoch(),
                        command.subject(),
                        command.need(),
                        age(draft, command, before),
                        draft.now(),
                        false,
                        WorkItem.Overflowed.NO,
                        exclusions(command, before),
                        new Stage.Waiting(Optional.empty()));
        draft.put(item);
        draft.arrive(item);
        askHours(draft, item);
    }

    /// Where work goes that has come to its last rung.
    static Overflow overflow(WorkItem item, RoutingPolicy policy) {
        MarketPolicy market = policy.of(item.need().market());
        return switch (item.overflowed()) {
            case NO, WAITED, NOBODY -> market.overflow();
            case OUT_OF_HOURS -> market.outOfHours();
        };
    }

    private static void overflow(Draft draft, WorkItem item, WorkItem.Overflowed why) {
        WorkItem last = item.missingTarget().overflowing(why);
        draft.put(last);
        draft.emit(overflowing(last, draft.policy(), draft.now()));
    }

    static PoolEffect.Overflow overflowing(WorkItem item, RoutingPolicy policy, Instant now) {
        BusinessHours hours = policy.of(item.need().market()).hours();
        Optional<Instant> opensAt = hours.openAt(now) ? Optional.empty() : hours.opensAt(now);
        return new PoolEffect.Overflow(
                item.conversation(), item.epoch(), overflow(item, policy), opensAt);
    }

    /// Time has brought an item to its next rung.
    static void climb(Draft draft, WorkItem item) {
        if (Rung.isMeantForSeat(item)) {
            missTarget(draft, item);
        } else if (Rung.isOver(item, draft.policy(), draft.now())) {
            overflow(draft, item, WorkItem.Overflowed.WAITED);
        } else {
            draft.climb(item);
        }
    }

    /// Gives up whom an item is meant for, and tells so.
    static void missTarget(Draft draft, WorkItem item) {
        WorkItem missing = item.missingTarget();
        draft.put(missing);
        draft.emit(targetUnavailable(missing));
        askHours(draft, missing);
    }

    /// Who asks for anybody while nobody is at work need not wait.
    private static void askHours(Draft draft, WorkItem item) {
        BusinessHours hours = draft.policy().of(item.need().market()).hours();
        if (!item.aimed() && !hours.openAt(draft.now())) {
            overflow(draft, item, WorkItem.Overflowed.OUT_OF_HOURS);
        }
    }

    static PoolEffect.TargetUnavailable targetUnavailable(WorkItem item) {
        return new PoolEffect.TargetUnavailable(
                item.conversation(), item.epoch(), item.need().target());
    }

    /// Gives up targets that are out of reach, and sends on who came for nobody's ears.
    static void settle(Draft draft) {
        draft.room()
                .takeMissed()
                .forEach(conversation -> missTarget(draft, draft.get(conversation)));
        for (String conversation : draft.arrived()) {
            draft.line(conversation)
                    .filter(line -> !draft.room().anybodyFor(line, draft.bench()))
                    .ifPresent(_ -> nobody(draft, draft.get(conversation)));
        }
    }

    private static void nobody(Draft draft, WorkItem item) {
        if (item.overflowed() == WorkItem.Overflowed.NO) {
            overflow(draft, item, WorkItem.Overflowed.NOBODY);
        }
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
        // Also where nothing was known: the Enqueue may come after its own end. A seat held what it
        // had under the next epoch at least.
        boolean held = item.filter(known -> isHeld(known.stage())).isPresent();
        long last = held ? item.orElseThrow().epoch() + 1 : command.epoch();
        draft.end(command.conversation(), Math.max(last, command.epoch()));
    }

    /// Whether the conversation's commit made a seat its holder.
    private static boolean isHeld(Stage stage) {
        return switch (stage) {
            case Stage.Waiting _, Stage.Offered _, Stage.Accepted _ -> false;
            case Stage.Assigned _, Stage.WrappingUp _, Stage.Requeueing _ -> true;
        };
    }

    static void assigned(Draft draft, PoolCommand.Assigned command) {
        accepted(draft, command.conversation(), command.epoch(), command.seat())
                .ifPresent(item -> confirm(draft, item, command.seat()));
    }

    private static void confirm(Draft draft, WorkItem item, String seat) {
        boolean here = draft.seat(seat).filter(one -> one.state() != Seat.State.AWAY).isPresent();
        if (item.stage() instanceof Stage.Accepted accepted) {
            WorkItem assigned =
                    item.with(
                            new Stage.Assigned(
                                    seat,
                                    Optional.of(accepted.offer()),
                                    draft.now(),
                                    false,
                                    false));
            draft.put(assigned);
            if (!here) {
                requeue(draft, assigned, seat);
            }
        }
    }

    static void assignRefused(Draft draft, PoolCommand.AssignRefused command) {
        accepted(draft, command.conversation(), command.epoch(), command.seat())
                .ifPresent(item -> {
                    draft.remove(item);
                    draft.end(item.conversation(), item.epoch());
                });
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
        heldBy(draft, command.conversation(), command.epoch(), command.seat())
                .ifPresentOrElse(
                        item -> release(draft, item, command), () -> passOver(draft, command));
    }

    /// The release may come before the takeover that it ends, and then says that whatever was
    /// before both is over.
    private static void passOver(Draft draft, PoolCommand.Released command) {
        Optional<WorkItem> item = draft.item(command.conversation());
        if (item.filter(known -> known.epoch() >= command.epoch()).isPresent()) {
            return;
        }
        item.ifPresent(known -> {
            takeFromSeat(draft, known, Withdrawal.TAKEN);
            draft.remove(known);
        });
        draft.end(command.conversation(), command.epoch());
    }

    private static void release(Draft draft, WorkItem item, PoolCommand.Released command) {
        if (item.stage() instanceof Stage.WrappingUp) {
            return;
        }
        if (item.stage() instanceof Stage.Assigned assigned) {
            draft.handled(item, assigned.since());
        }
        // The seat held it under the next epoch at least.
        draft.end(item.conversation(), Math.max(command.epoch(), item.epoch() + 1));
        if (command.wrapUp() && item.stage() instanceof Stage.Assigned assigned) {
            if (assigned.quiet()) {
                makeRoom(draft, command.seat(), draft.policy().of(item.subject().reason()).cost());
            }
            Instant until = draft.now().plus(draft.policy().times().wrapUp());
            draft.put(item.with(new Stage.WrappingUp(command.seat(), until)));
        } else {
            idle(draft, item);
            draft.remove(item);
        }
    }

    static void wrappedUp(Draft draft, PoolCommand.WrappedUp command) {
        heldBy(draft, command.conversation(), command.epoch(), command.seat())
                .filter(item -> item.stage() instanceof Stage.WrappingUp)
                .ifPresent(item -> wrapUp(draft, item));
    }

    /// The agent has written all there is to write about this, or has had the time.
    static void wrapUp(Draft draft, WorkItem item) {
        idle(draft, item);
        draft.remove(item);
    }

    static void wrapUpAll(Draft draft, String seat) {
        for (WorkItem item : draft.itemsOf(seat)) {
            if (item.stage() instanceof Stage.WrappingUp) {
                wrapUp(draft, item);
            }
        }
    }

    static void takenOver(Draft draft, PoolCommand.TakenOver command) {
        Optional<WorkItem> before = draft.item(command.conversation());
        boolean known =
                before.filter(item -> isTaken(item, command)).isPresent()
                        || draft.ended(command.conversation())
                                .filter(over -> over.epoch() > command.epoch())
                                .isPresent();
        if (known || before.filter(item -> item.epoch() > command.epoch()).isPresent()) {
            return;
        }
        before.ifPresent(item -> takeFromSeat(draft, item, Withdrawal.TAKEN));
        makeRoom(draft, command.seat(), draft.policy().of(command.subject().reason()).cost());
        WorkItem item =
                new WorkItem(
                        command.conversation(),
                        command.epoch(),
                        command.subject(),
                        command.need(),
                        before.map(WorkItem::enqueuedAt).orElse(draft.now()),
                        draft.now(),
                        true,
                        WorkItem.Overflowed.NO,
                        Kind.NOBODY,
                        new Stage.Assigned(
                                command.seat(), Optional.empty(), draft.now(), false, true));
        draft.put(item);
        if (draft.seat(command.seat()).isEmpty()) {
            requeue(draft, item, command.seat());
        }
    }

    /// Under one epoch a conversation is committed to one seat, so that this is a late copy.
    private static boolean isTaken(WorkItem item, PoolCommand.TakenOver command) {
        return item.epoch() == command.epoch() && isHeld(item.stage());
    }

    /// @param quiet whether nobody has said anything for long, or somebody has again
    static void quiet(Draft draft, String conversation, long epoch, String seat, boolean quiet) {
        heldBy(draft, conversation, epoch, seat)
                .filter(item ->
                        item.stage() instanceof Stage.Assigned assigned
                                && assigned.quiet() != quiet)
                .ifPresent(item -> hush(draft, item, (Stage.Assigned) item.stage(), quiet));
    }

    private static void hush(Draft draft, WorkItem item, Stage.Assigned assigned, boolean quiet) {
        int cost = draft.policy().of(item.subject().reason()).cost();
        String seat = assigned.seat();
        if (!quiet) {
            makeRoom(draft, seat, cost);
        }
        boolean override = assigned.override() || (!quiet && lacks(draft, seat, cost));
        draft.put(
                item.with(
                        new Stage.Assigned(
                                seat, assigned.offer(), assigned.since(), quiet, override)));
    }

    /// What an agent has comes before what the agent might get.
    private static void makeRoom(Draft draft, String seat, int room) {
        if (lacks(draft, seat, room)) {
            OfferRules.withdrawOffers(draft, seat);
        }
    }

    private static boolean lacks(Draft draft, String seat, int room) {
        return draft.desk(seat).filter(desk -> desk.room() < room).isPresent();
    }

    private static Optional<WorkItem> heldBy(
            Draft draft, String conversation, long epoch, String seat) {
        return draft.item(conversation)
                .filter(item -> item.epoch() <= epoch)
                .filter(item -> heldBy(item.stage(), seat));
    }

    private static boolean heldBy(Stage stage, String seat) {
        return switch (stage) {
            case Stage.Accepted accepted -> accepted.seat().equals(seat);
            case Stage.Assigned assigned -> assigned.seat().equals(seat);
            case Stage.WrappingUp wrapping -> wrapping.seat().equals(seat);
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
            case Stage.Assigned _, Stage.WrappingUp _ -> idle(draft, item);
            case Stage.Waiting _, Stage.Requeueing _ -> {}
        }
    }

    private static void idle(Draft draft, WorkItem item) {
        item.stage()
                .atSeat()
                .flatMap(draft::seat)
                .ifPresent(seat -> draft.put(seat.with(seat.state(), draft.now())));
    }
}

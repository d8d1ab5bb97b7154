package dev.switchboard.routing.pool;

import dev.switchboard.routing.conversation.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The pool's state machine. Pure and deterministic: the same pool, command and id give the same
/// step on every node, today and after a restart.
///
/// What a step does, in this order: it lets the time that has passed take effect (offers expire,
/// graces end, work climbs its ladder), applies the command, gives up targets that are out of
/// reach, brings waiting work and free room together, and tells who has just come their place.
public final class PoolRules {
    private PoolRules() {}

    /// The pool after a command, and what the world is to be told.
    ///
    /// @param id the command's id in the stream; one that the pool has seen changes nothing, so
    ///   that a replay may begin anywhere before the snapshot's end
    public static Step step(Pool pool, PoolCommand command, CommandId id) {
        if (id.compareTo(pool.last()) <= 0) {
            return new Step(pool, List.of());
        }
        Draft draft = new Draft(pool, id);
        passTime(draft);
        apply(draft, command);
        // What came back in this step may be due already, as may all by a policy with shorter
        // times.
        passTime(draft);
        WorkRules.settle(draft);
        Matching.run(draft);
        tellPlaces(draft);
        return draft.finish();
    }

    /// All that the state implies the world should know: what a node that takes the pool over sends
    /// once it has replayed the stream. Takes time in proportion to all that is in it.
    public static List<PoolEffect> outstanding(Pool pool) {
        List<PoolEffect> effects = new ArrayList<>();
        List<WorkItem> items = new ArrayList<>(pool.items().values());
        items.sort(Comparator.comparing(Age::of));
        for (WorkItem item : items) {
            if (item.stage().queued()) {
                effects.addAll(told(item, pool));
            }
            switch (item.stage()) {
                case Stage.Offered(Offer offer) ->
                        pool.seat(offer.seat())
                                .map(seat -> OfferRules.offer(item, offer, seat))
                                .ifPresent(effects::add);
                case Stage.Accepted accepted -> effects.add(OfferRules.assign(item, accepted));
                case Stage.Requeueing(String seat) -> effects.add(WorkRules.requeue(item, seat));
                case Stage.Waiting _, Stage.Assigned _, Stage.WrappingUp _ -> {}
            }
        }
        return List.copyOf(effects);
    }

    /// The offers that lie before a seat: what its node is sent once it has a socket of whom it is
    /// not known what it has heard.
    public static List<PoolEffect> offers(Pool pool, Seat seat) {
        List<PoolEffect> effects = new ArrayList<>();
        for (WorkItem item : pool.itemsAt(seat.id())) {
            if (item.stage() instanceof Stage.Offered(Offer offer)) {
                effects.add(OfferRules.offer(item, offer, seat));
            }
        }
        return effects;
    }

    private static List<PoolEffect> told(WorkItem item, Pool pool) {
        if (item.overflowed() != WorkItem.Overflowed.NO) {
            return List.of(WorkRules.overflowing(item, pool.policy(), pool.last().at()));
        }
        boolean missed = item.targetMissed() && !(item.need().target() instanceof Target.Anybody);
        return missed ? List.of(WorkRules.targetUnavailable(item)) : List.of();
    }

    private static void passTime(Draft draft) {
        for (Due due = draft.takeDue(); due != null; due = draft.takeDue()) {
            switch (due.whose()) {
                case ITEM -> draft.item(due.id()).ifPresent(item -> passTime(draft, item));
                case SEAT -> SeatRules.endGrace(draft, due.id());
            }
        }
        draft.forgetEnded();
    }

    private static void passTime(Draft draft, WorkItem item) {
        switch (item.stage()) {
            case Stage.Offered(Offer offer) -> OfferRules.expire(draft, offer);
            case Stage.Waiting _ -> WorkRules.climb(draft, item);
            case Stage.WrappingUp _ -> WorkRules.wrapUp(draft, item);
            case Stage.Accepted _, Stage.Assigned _, Stage.Requeueing _ -> {}
        }
    }

    private static void tellPlaces(Draft draft) {
        for (String conversation : draft.arrived()) {
            draft.item(conversation)
                    .filter(item -> item.stage().queued())
                    .map(item -> WaitEstimate.place(item, draft.books(), draft.now()))
                    .ifPresent(draft::emit);
        }
    }

    private static void apply(Draft draft, PoolCommand command) {
        switch (command) {
            case PoolCommand.SeatUp up -> SeatRules.up(draft, up);
            case PoolCommand.Presence presence -> SeatRules.presence(draft, presence);
            case PoolCommand.Acted acted -> SeatRules.acted(draft, acted.seat());
            case PoolCommand.SeatLost lost -> SeatRules.lost(draft, lost);
            case PoolCommand.NodeLost lost -> SeatRules.nodeLost(draft, lost.node());
            case PoolCommand.Enqueue enqueue -> WorkRules.enqueue(draft, enqueue);
            case PoolCommand.Cancel cancel -> WorkRules.cancel(draft, cancel);
            case PoolCommand.Accept accept -> {
                SeatRules.acted(draft, accept.seat());
                OfferRules.accept(draft, accept);
            }
            case PoolCommand.Decline decline -> {
                SeatRules.acted(draft, decline.seat());
                OfferRules.decline(draft, decline);
            }
            case PoolCommand.Assigned assigned -> WorkRules.assigned(draft, assigned);
            case PoolCommand.AssignRefused refused -> WorkRules.assignRefused(draft, refused);
            case PoolCommand.Released released -> WorkRules.released(draft, released);
            case PoolCommand.WrappedUp wrapped -> WorkRules.wrappedUp(draft, wrapped);
            case PoolCommand.TakenOver taken -> WorkRules.takenOver(draft, taken);
            case PoolCommand.Quiet q ->
                    WorkRules.quiet(draft, q.conversation(), q.epoch(), q.seat(), true);
            case PoolCommand.Woke w ->
                    WorkRules.quiet(draft, w.conversation(), w.epoch(), w.seat(), false);
            case PoolCommand.UsePolicy use -> draft.use(use.policy());
            case PoolCommand.Tick _ -> {}
        }
    }
}

package dev.switchboard.routing.pool;

import java.util.ArrayList;
import java.util.List;

/// The pool's state machine. Pure and deterministic: the same pool, command and id give the same
/// step on every node, today and after a restart.
///
/// What a step does, in this order: it lets the time that has passed take effect (offers expire,
/// graces end), applies the command, brings waiting work and free room together, and tells the
/// customers whose place in the queue has changed.
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
        Matching.run(draft);
        Positions.changed(pool.items().values(), draft.items()).forEach(draft::emit);
        return draft.finish();
    }

    /// All that the state implies the world should know: what a node that takes the pool over sends
    /// once it has replayed the stream, and may send again at any time as a net.
    public static List<PoolEffect> outstanding(Pool pool) {
        List<PoolEffect> effects = new ArrayList<>();
        List<WorkItem> items = pool.items().values().stream().sorted(Ranking.ITEMS).toList();
        for (WorkItem item : items) {
            if (item.targetMissed() && item.stage().queued()) {
                effects.add(Matching.targetUnavailable(item));
            }
            switch (item.stage()) {
                case Stage.Offered(Offer offer) -> effects.add(OfferRules.offer(item, offer));
                case Stage.Accepted accepted -> effects.add(OfferRules.assign(item, accepted));
                case Stage.Requeueing(String seat) -> effects.add(WorkRules.requeue(item, seat));
                case Stage.Waiting _, Stage.Assigned _ -> {}
            }
        }
        effects.addAll(Positions.of(items));
        return List.copyOf(effects);
    }

    private static void passTime(Draft draft) {
        OfferRules.expireOffers(draft);
        SeatRules.endGraces(draft);
        draft.forgetEnded();
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
            case PoolCommand.UsePolicy use -> {
                draft.use(use.policy());
                // Shorter times may already be over.
                passTime(draft);
            }
            case PoolCommand.Tick _ -> {}
        }
    }
}

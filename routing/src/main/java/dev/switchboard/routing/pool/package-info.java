/// A pool of seats as a replicated state machine: commands in, effects out.
///
/// [PoolRules] is the door: `step` turns a [Pool] and a [PoolCommand] into the next pool and the
/// [PoolEffect]s that follow. [SeatRules], [WorkRules] and [OfferRules] say what each command does,
/// [Matching] who gets what, [Ladder] who may have it, [Ranking] in which order.
@NullMarked
package dev.switchboard.routing.pool;

import org.jspecify.annotations.NullMarked;

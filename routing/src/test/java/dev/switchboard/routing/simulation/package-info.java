/// Customers, seats, nodes, Redis, the network and their clocks as plain objects: one seed gives
/// one history, and every step of it is checked against the invariants.
///
/// [Simulation] puts a world together and runs it. [Node], [LiveConversation], [Ledger], [Upkeep],
/// [PoolLeader] and [SeatDesk] do what the gateway's shell does, in the same order and under the
/// same names: they are its executable specification. [Faults] does to them what the world does to
/// a fleet.
@NullMarked
package dev.switchboard.routing.simulation;

import org.jspecify.annotations.NullMarked;

/// Gatling's simulations as one command: [Simulations] starts a fleet, runs each against it, and
/// has their reports in one table.
@NullMarked
package switchboard.load.simulations;

import org.jspecify.annotations.NullMarked;

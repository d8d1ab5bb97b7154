/// A pool of seats as a replicated state machine: commands in, effects out.
@NullMarked
package dev.switchboard.routing.pool;

import org.jspecify.annotations.NullMarked;

/// Reads the pools' command streams, steps them, sends the effects.
@NullMarked
package dev.switchboard.gateway.pools;

import org.jspecify.annotations.NullMarked;

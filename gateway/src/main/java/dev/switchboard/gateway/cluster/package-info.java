/// Nodes among each other: who is alive.
@NullMarked
package dev.switchboard.gateway.cluster;

import org.jspecify.annotations.NullMarked;

/// Sockets: authentication at the handshake, heartbeats, write bounds.
@NullMarked
package dev.switchboard.gateway.connection;

import org.jspecify.annotations.NullMarked;

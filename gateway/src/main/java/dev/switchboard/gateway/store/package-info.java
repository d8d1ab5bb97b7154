/// The few Redis scripts and the typed keys; nothing else issues a Redis command.
@NullMarked
package dev.switchboard.gateway.store;

import org.jspecify.annotations.NullMarked;

/// The frames of the protocol and their codec: the only place that knows JSON field names.
@NullMarked
package dev.switchboard.gateway.wire;

import org.jspecify.annotations.NullMarked;

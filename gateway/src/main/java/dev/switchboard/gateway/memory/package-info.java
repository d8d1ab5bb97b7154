/// What is remembered for a while, so that it need not be read or worked out again.
@NullMarked
package dev.switchboard.gateway.memory;

import org.jspecify.annotations.NullMarked;

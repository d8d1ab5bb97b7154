/// Redis and the model that run when none is configured.
@NullMarked
package dev.switchboard.gateway.embedded;

import org.jspecify.annotations.NullMarked;

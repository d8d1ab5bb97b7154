/// What of a customer no model and no log is to see.
@NullMarked
package dev.switchboard.gateway.assistant.privacy;

import org.jspecify.annotations.NullMarked;

/// Which messages go to a person before any model is asked, learned from examples.
@NullMarked
package dev.switchboard.gateway.assistant.triggers;

import org.jspecify.annotations.NullMarked;

/// Live conversations: load, decide, commit, tell.
@NullMarked
package dev.switchboard.gateway.conversation;

import org.jspecify.annotations.NullMarked;

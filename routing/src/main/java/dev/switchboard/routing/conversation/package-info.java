/// What a conversation is, decides and becomes.
@NullMarked
package dev.switchboard.routing.conversation;

import org.jspecify.annotations.NullMarked;

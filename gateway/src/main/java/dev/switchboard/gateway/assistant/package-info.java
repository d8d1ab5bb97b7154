/// Who answers first: language, triggers, retrieval, prompts and the turn.
@NullMarked
package dev.switchboard.gateway.assistant;

import org.jspecify.annotations.NullMarked;

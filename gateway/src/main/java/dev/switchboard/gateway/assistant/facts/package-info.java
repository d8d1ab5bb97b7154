/// Whether what an answer states stands in what it may rest on, decided while it streams.
@NullMarked
package dev.switchboard.gateway.assistant.facts;

import org.jspecify.annotations.NullMarked;

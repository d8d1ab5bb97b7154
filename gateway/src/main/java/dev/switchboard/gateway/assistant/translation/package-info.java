/// Customers and agents who do not read each other's language: what a model makes of their words,
/// and whether that may be believed.
@NullMarked
package dev.switchboard.gateway.assistant.translation;

import org.jspecify.annotations.NullMarked;

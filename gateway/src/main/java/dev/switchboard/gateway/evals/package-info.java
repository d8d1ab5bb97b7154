/// Scripted evaluations: cases in which customers say things and something is expected, played
/// against a node over its protocol, and reported.
@NullMarked
package dev.switchboard.gateway.evals;

import org.jspecify.annotations.NullMarked;

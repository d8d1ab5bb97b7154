/// Measures how long messages and handoffs take and what handshakes cost, against nodes that it
/// starts: [Messages], [Handoffs] and [Handshakes]. Each prints a table and writes it as JSON.
@NullMarked
package switchboard.load.latency;

import org.jspecify.annotations.NullMarked;

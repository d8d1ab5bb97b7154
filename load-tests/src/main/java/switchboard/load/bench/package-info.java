/// Puts Switchboard beside other servers: [Bench] has each [Peer] do each [Job] in turn, alone on
/// the machine but for the one process that is both its clients and its model.
@NullMarked
package switchboard.load.bench;

import org.jspecify.annotations.NullMarked;

/// Holds many sessions in little memory: [Holder] is one process of them, [Hold] starts as many
/// nodes and holders as a run needs.
@NullMarked
package switchboard.load.holder;

import org.jspecify.annotations.NullMarked;

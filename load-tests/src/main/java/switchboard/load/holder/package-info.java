/// Holds many sessions in little memory: [Holder] is one process of them, [Hold] starts nodes and
/// holders of its own.
@NullMarked
package switchboard.load.holder;

import org.jspecify.annotations.NullMarked;

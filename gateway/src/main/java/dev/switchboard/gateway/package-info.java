/// The node: what is put together at the start and taken apart at the end.
@NullMarked
package dev.switchboard.gateway;

import org.jspecify.annotations.NullMarked;

/// What routing goes by: records that configuration fills and a pool carries in its state, so that
/// all who replay the pool's commands decide alike.
@NullMarked
package dev.switchboard.routing.policy;

import org.jspecify.annotations.NullMarked;

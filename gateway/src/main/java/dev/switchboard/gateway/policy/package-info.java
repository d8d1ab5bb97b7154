/// What routing goes by, as files: markets and routing, read strictly, watched, and told about as
/// one policy.
@NullMarked
package dev.switchboard.gateway.policy;

import org.jspecify.annotations.NullMarked;

/// The customer's account: what it holds, the service that keeps it, and the tools with which the
/// assistant reads and changes it.
@NullMarked
package dev.switchboard.gateway.account;

import org.jspecify.annotations.NullMarked;

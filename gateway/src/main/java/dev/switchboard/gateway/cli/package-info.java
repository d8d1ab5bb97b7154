/// The command line: options in, addresses out, signals and exit statuses.
@NullMarked
package dev.switchboard.gateway.cli;

import org.jspecify.annotations.NullMarked;

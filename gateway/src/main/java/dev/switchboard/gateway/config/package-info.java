/// Every setting there is, typed and checked: file, environment and command line into one record.
@NullMarked
package dev.switchboard.gateway.config;

import org.jspecify.annotations.NullMarked;

package dev.switchboard.gateway.config;

import java.nio.file.Path;

/// Where a value was said.
///
/// @param label as a person finds it again: a file with its line, a variable, an option
/// @param base directory that relative paths said there start from
record Origin(String label, Path base) {
    /// The label of what nobody said.
    static final String DEFAULT = "default";
}

package dev.switchboard.gateway.policy;

import java.nio.file.Path;

/// One thing that is wrong in a file.
///
/// @param line counted from 1
/// @param column counted from 1
/// @param key path of the setting, such as `times.offer`; empty where it is about the file itself
/// @param sentence what is wrong and what is allowed
public record PolicyError(Path file, int line, int column, String key, String sentence) {

    /// As editors and terminals make a link of it.
    @Override
    public String toString() {
        return "%s:%d:%d: %s".formatted(file, line, column, sentence);
    }
}

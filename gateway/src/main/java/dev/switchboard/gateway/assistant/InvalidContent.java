package dev.switchboard.gateway.assistant;

import java.nio.file.Path;

/// A file of help centre or triggers that cannot be used as it is. The message names the file, the
/// line and what to do about it, for the person who edits these files.
public final class InvalidContent extends RuntimeException {

    /// @param line counted from 1
    public InvalidContent(Path file, int line, String whatToDo) {
        super(file + ":" + line + ": " + whatToDo);
    }
}

package dev.switchboard.gateway.assistant.triggers;

import dev.switchboard.routing.conversation.Reason;
import java.util.Optional;

/// A message as a customer may write it, and what should become of it.
///
/// @param language of the file it stands in
/// @param heading the reason it is written under; nothing for ordinary messages
/// @param kind where it stands below that
/// @param line of the file, counted from 1
record Example(String language, Optional<Reason> heading, Kind kind, String text, int line) {

    /// The lists of a file.
    enum Kind {
        DIRECT,
        INDIRECT,
        MISSPELT,
        YES,
        NOT,
        ORDINARY
    }

    /// Why this message must go to a person; nothing where it need not.
    Optional<Reason> reason() {
        return kind == Kind.NOT ? Optional.empty() : heading;
    }
}

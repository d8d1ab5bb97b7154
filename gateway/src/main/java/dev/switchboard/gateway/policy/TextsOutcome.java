package dev.switchboard.gateway.policy;

import java.util.List;

/// What came of reading the texts.
public sealed interface TextsOutcome {

    record Ok(Texts texts) implements TextsOutcome {}

    /// @param errors all that is wrong, in the order of the files and their lines
    record Refused(List<PolicyError> errors) implements TextsOutcome {
        public Refused {
            errors = List.copyOf(errors);
        }
    }
}

package dev.switchboard.gateway.policy;

import java.util.List;
import java.util.stream.Collectors;

/// A node cannot start with these files. The message has one line for each thing that is wrong.
public final class RefusedPolicy extends RuntimeException {

    public RefusedPolicy(List<PolicyError> errors) {
        super(errors.stream().map(PolicyError::toString).collect(Collectors.joining("\n")));
    }
}

package dev.switchboard.gateway.policy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// All that is wrong in one file.
public final class Problems {
    private static final Comparator<PolicyError> ORDER =
            Comparator.comparingInt(PolicyError::line).thenComparingInt(PolicyError::column);

    private final Path file;
    private final List<PolicyError> errors = new ArrayList<>();

    public Problems(Path file) {
        this.file = file;
    }

    /// @param key path of the setting it is about
    /// @param sentence without a full stop
    public void add(Place at, String key, String sentence) {
        errors.add(new PolicyError(file, at.line(), at.column(), key, sentence + "."));
    }

    /// @param found what stands there, such as `"5"` or `a list`
    /// @param needed what is allowed, as a clause
    public void refuse(Place at, String key, String found, String needed) {
        add(at, key, "%s is %s, but %s".formatted(key, found, needed));
    }

    /// In the order of the file.
    public List<PolicyError> errors() {
        return errors.stream().sorted(ORDER).toList();
    }
}

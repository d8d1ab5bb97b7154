package dev.switchboard.gateway.policy;

import java.nio.file.Path;
import java.util.function.Supplier;

/// What both files hold.
record PolicySource(RawFile markets, RawFile routing) {
    private static final int READS_MAX = 10;

    /// As they are at this moment. Where they are being replaced, one may be new and the other old.
    static PolicySource read(Path dir) {
        return new PolicySource(
                RawFile.read(dir.resolve(PolicyLoader.MARKETS)),
                RawFile.read(dir.resolve(PolicyLoader.ROUTING)));
    }

    /// Read until two readings agree, so that files which are swapped together are both old or both
    /// new.
    static PolicySource settled(Path dir) {
        return settled(() -> read(dir));
    }

    static PolicySource settled(Supplier<PolicySource> reading) {
        PolicySource source = reading.get();
        for (int n = 0; n < READS_MAX; n++) {
            PolicySource again = reading.get();
            if (again.equals(source)) {
                return again;
            }
            source = again;
        }
        return source;
    }
}

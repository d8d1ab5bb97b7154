package dev.switchboard.routing.pool;

import java.util.ArrayList;
import java.util.List;

/// How long the newest conversations of a language took at a seat.
///
/// @param recentMs milliseconds each, the newest last
public record Handling(List<Long> recentMs) {
    static final Handling UNKNOWN = new Handling(List.of());

    public Handling {
        recentMs = List.copyOf(recentMs);
    }

    /// @param samplesMax how many are remembered
    Handling with(long ms, int samplesMax) {
        List<Long> more = new ArrayList<>(recentMs);
        more.add(ms);
        return new Handling(more.subList(Math.max(0, more.size() - samplesMax), more.size()));
    }

    int samples() {
        return recentMs.size();
    }

    double meanMs() {
        return recentMs.stream().mapToLong(Long::longValue).average().orElse(0);
    }
}

package switchboard.load.latency;

/// When each of so many things is due, at a steady rate. It does not wait for anybody: what is late
/// is late from when it was due, and not from when it could begin, so that a stall is seen by all
/// that it held up.
///
/// @param startNanos when the first is due
/// @param count how many
record Schedule(long startNanos, int perSecond, int count) {

    private static final long SECOND = 1_000_000_000L;

    Schedule {
        if (perSecond < 1 || count < 1) {
            throw new IllegalArgumentException(perSecond + " a second, " + count + " in all");
        }
    }

    /// When number `i`, from 0, is due.
    long dueNanos(int i) {
        return startNanos + i * SECOND / perSecond;
    }

    /// How many are due by now.
    int dueBy(long nowNanos) {
        if (nowNanos < startNanos) {
            return 0;
        }
        // The nanosecond of `dueNanos` is rounded down.
        long due = ((nowNanos - startNanos + 1) * perSecond - 1) / SECOND + 1;
        return (int) Math.min(count, due);
    }

    long endNanos() {
        return dueNanos(count);
    }
}

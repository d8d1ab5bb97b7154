package dev.switchboard.gateway.connection;

/// How often something may happen: the generic cell rate algorithm, whose whole state is one
/// number, the time at which all that was taken is earned again (ITU-T I.371, annex A). Times are
/// those of `System.nanoTime`.
///
/// @param periodNanos between two at the sustained rate
/// @param burstNanos how far ahead may be taken
record Rate(long periodNanos, long burstNanos) {

    private static final long SECOND_NANOS = 1_000_000_000L;

    /// @param perSecondMax sustained
    /// @param burstMax at once
    static Rate of(int perSecondMax, int burstMax) {
        long period = SECOND_NANOS / perSecondMax;
        return new Rate(period, period * burstMax);
    }

    /// Takes one.
    ///
    /// @param earnedNanos the state before
    /// @return the state after; the same as before where there is none to take
    long take(long earnedNanos, long nowNanos) {
        long after = (isRested(earnedNanos, nowNanos) ? nowNanos : earnedNanos) + periodNanos;
        return after - nowNanos > burstNanos ? earnedNanos : after;
    }

    /// Whether the whole burst is there again, so that the state says nothing any more.
    static boolean isRested(long earnedNanos, long nowNanos) {
        return earnedNanos - nowNanos <= 0;
    }
}

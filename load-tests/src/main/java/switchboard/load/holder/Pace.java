package switchboard.load.holder;

/// How fast handshakes begin: so many a second, and so many that are under way. What could not
/// begin in time is not made up for later, beyond a moment: that would be the burst it prevents.
public final class Pace {

    private static final long BURST_NANOS = 100_000_000;

    private final double nanosEach;
    private final int underWayMax;
    private double nextNanos;
    private int underWay;

    /// @param perSecond handshakes that begin in a second
    /// @param underWayMax handshakes that have begun and are not [done][#done()]
    public Pace(double perSecond, int underWayMax, long nowNanos) {
        if (perSecond <= 0 || underWayMax < 1) {
            throw new IllegalArgumentException(
                    perSecond + " a second, " + underWayMax + " at once");
        }
        this.nanosEach = 1e9 / perSecond;
        this.underWayMax = underWayMax;
        this.nextNanos = nowNanos;
    }

    /// Whether another may begin now; where it may, it has.
    public boolean begins(long nowNanos) {
        nextNanos = Math.max(nextNanos, (double) nowNanos - BURST_NANOS);
        if (nextNanos > nowNanos || underWay >= underWayMax) {
            return false;
        }
        nextNanos += nanosEach;
        underWay++;
        return true;
    }

    /// One that has begun is over, well or not.
    public void done() {
        underWay--;
    }

    int underWay() {
        return underWay;
    }
}

package switchboard.faults;

/// When the storm is over: nobody begins anything new, and what is under way comes to rest.
final class Calm {

    private volatile boolean here;

    void begin() {
        here = true;
    }

    boolean isHere() {
        return here;
    }
}

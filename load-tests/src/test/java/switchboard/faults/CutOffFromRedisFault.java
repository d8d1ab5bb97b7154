package switchboard.faults;

import java.time.Duration;

/// The node goes on hearing its clients, while nothing of what it asks Redis is answered and the
/// others have to take it for dead.
final class CutOffFromRedisFault extends StandaloneRun {

    /// Longer than the leases, so that they end.
    private static final Duration HOLE = Duration.ofSeconds(6);

    @Override
    protected String what() {
        return "a node's way to Redis is a black hole for 6 s, the way from its clients is not";
    }

    @Override
    protected void fault(Scene scene) {
        Fleet.Member node = scene.fleet.leader(talk().ask("GET", "{p:default}:lease").text());
        scene.history.faultBegan(what(), "");
        node.redis().hold(true);
        Client.pause(HOLE);
        node.redis().hold(false);
        scene.history.faultEnded(what(), "");
    }

    @Override
    protected StandIn standIn() {
        return StandIn.doubledCommit();
    }
}

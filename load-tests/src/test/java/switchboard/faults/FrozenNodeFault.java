package switchboard.faults;

import java.time.Duration;
import switchboard.faults.History.Came;
import switchboard.load.Json;

/// It wakes in the middle of what it was doing, and knows nothing of the time between.
final class FrozenNodeFault extends StandaloneRun {

    /// Longer than the leases, so that others have what it was doing.
    private static final Duration SLEEP = Duration.ofSeconds(5);

    @Override
    protected String what() {
        return "a node stands still (SIGSTOP) while it writes an answer, and wakes 5 s later";
    }

    @Override
    protected void fault(Scene scene) {
        scene.atNext(
                what(),
                e -> e instanceof Came c && Json.type(c.frame()).equals("delta"),
                node -> {
                    scene.history.faultBegan(what(), node.name());
                    node.node().freeze();
                    Thread.ofVirtual().start(() -> wake(scene, node));
                });
        scene.until("it wakes", e -> e instanceof History.FaultEnded ended && isLast(scene, ended));
    }

    private void wake(Scene scene, Fleet.Member node) {
        Client.pause(SLEEP);
        node.node().thaw();
        scene.history.faultEnded(what(), node.name());
    }

    private static boolean isLast(Scene scene, History.FaultEnded ended) {
        long began =
                scene.history.events().stream()
                        .filter(History.FaultBegan.class::isInstance)
                        .mapToLong(History.Event::at)
                        .max()
                        .orElseThrow();
        return ended.at() > began;
    }

    @Override
    protected StandIn standIn() {
        return StandIn.mistakenAuthor();
    }
}

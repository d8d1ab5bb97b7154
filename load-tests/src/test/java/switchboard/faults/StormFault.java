package switchboard.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Most of the sessions say nothing; some talk all the while, and must be able to.
final class StormFault extends StandaloneRun {

    private static final int IDLE_SHORT = 600;
    private static final int IDLE_FULL = 15_000;

    /// They come one after another; it is their coming back that is a storm.
    private static final int COME_AT_ONCE = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    @Override
    protected String what() {
        return "a node with %,d idle sessions is killed (-9), and all of them come to the others"
                .formatted(idle(size));
    }

    @Override
    protected List<String> settings() {
        return List.of("connection.retry-after=2s");
    }

    @Override
    protected void fault(Scene scene) {
        Fleet.Member node = scene.fleet.members().getFirst();
        var doors = new Doors();
        doors.add(node.name(), node.node().port());
        var crowd = new ArrayList<Idle>();
        while (crowd.size() < idle(scene.size)) {
            crowd.add(scene.visitor("idle" + scene.history.now() + "-" + crowd.size(), doors));
            if (crowd.size() % COME_AT_ONCE == 0) {
                awaitWelcomes(crowd, "");
            }
        }
        awaitWelcomes(crowd, "");
        scene.fleet.members().stream()
                .skip(1)
                .forEach(other -> doors.add(other.name(), other.node().port()));
        kill(scene, node, what());
        awaitWelcomes(crowd, node.name());
        crowd.forEach(Client::close);
    }

    private static int idle(Size size) {
        return size == Size.FULL ? IDLE_FULL : IDLE_SHORT;
    }

    private static void awaitWelcomes(List<Idle> crowd, String gone) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!crowd.stream().allMatch(c -> c.isWelcomed() && !c.node().equals(gone))) {
            if (System.nanoTime() > end) {
                long in = crowd.stream().filter(Client::isWelcomed).count();
                throw new AssertionError("only " + in + " of " + crowd.size() + " came back");
            }
            Client.pause(LOOK_AGAIN);
        }
    }

    @Override
    protected StandIn standIn() {
        return StandIn.lostCommit();
    }
}

package switchboard.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import switchboard.faults.History.Ended;

/// They ask to be told all again and again and read little of it, until the gateway ends their
/// sockets; once they can read again they have missed nothing.
final class SlowReadersFault extends StandaloneRun {

    private static final int TOO_SLOW = 4413;

    /// Far more than it takes to fill every buffer on the way.
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Pattern ENDED =
            Pattern.compile("switchboard_sockets_evicted_total\\{code=\"4413\"\\} (\\d+)");

    private static final int READERS = 2;
    private static final long TRICKLE_BYTES_PER_SECOND = 4_000;

    @Override
    protected String what() {
        return "customers who ask for their history again and again read 4 kB/s until their sockets are ended (4413)";
    }

    @Override
    protected void fault(Scene scene) {
        var slow = new ArrayList<Customer>();
        var ways = new ArrayList<FaultProxy>();
        var doors = new Doors();
        for (Fleet.Member member : scene.fleet.members()) {
            FaultProxy way = FaultProxy.narrow(member.node().port());
            ways.add(way);
            scene.keep(way);
            doors.add(member.name(), way.port());
        }
        for (int i = 0; i < READERS; i++) {
            slow.add(scene.join("slow" + scene.history.now() + "-" + i, doors));
        }
        slow.forEach(Customer::waitForAgent);
        slow.forEach(Customer::askForMuch);
        int before = ended(scene);
        scene.history.faultBegan(what(), "");
        ways.forEach(w -> w.link.down.throttle(TRICKLE_BYTES_PER_SECOND));
        awaitEnds(scene, before + READERS);
        ways.forEach(w -> w.link.down.throttle(0));
        scene.history.faultEnded(what(), "");
        for (Customer customer : slow) {
            scene.until("a socket ended for its slowness", endedAsSlow(customer));
        }
        slow.forEach(Customer::awaitAnswers);
    }

    /// As the nodes count them: the reason stands behind all that the readers have not read, and
    /// must be read before the gateway waits no longer.
    private static void awaitEnds(Scene scene, int all) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (ended(scene) < all) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not every slow reader's socket was ended");
            }
            Client.pause(LOOK_AGAIN);
        }
    }

    private static int ended(Scene scene) {
        return scene.fleet.members().stream()
                .map(member -> ENDED.matcher(member.node().metrics()))
                .filter(Matcher::find)
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .sum();
    }

    private static Predicate<History.Event> endedAsSlow(Customer customer) {
        return e ->
                e instanceof Ended ended
                        && ended.client().equals(customer.name)
                        && ended.code() == TOO_SLOW;
    }

    @Override
    protected StandIn standIn() {
        return StandIn.doubledCommit();
    }
}

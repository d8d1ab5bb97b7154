package switchboard.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Predicate;
import switchboard.faults.History.Ended;

/// They ask to be told all again and again and read little of it, until the gateway ends their
/// sockets; once they can read again they have missed nothing.
final class SlowReadersFault extends StandaloneRun {

    private static final int TOO_SLOW = 4413;

    /// Long enough to fill every buffer on the way; shorter than the gateway waits for a socket
    /// that it ends, so that the reason arrives.
    private static final Duration TRICKLE = Duration.ofSeconds(8);

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
        scene.history.faultBegan(what(), "");
        ways.forEach(w -> w.link.down.throttle(TRICKLE_BYTES_PER_SECOND));
        Client.pause(TRICKLE);
        ways.forEach(w -> w.link.down.throttle(0));
        scene.history.faultEnded(what(), "");
        for (Customer customer : slow) {
            scene.until("a socket ended for its slowness", endedAsSlow(customer));
        }
        slow.forEach(Customer::awaitAnswers);
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

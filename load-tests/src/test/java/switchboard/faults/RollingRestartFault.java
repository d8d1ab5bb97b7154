package switchboard.faults;

import java.util.List;
import java.util.Set;
import switchboard.faults.History.Came;
import switchboard.load.Json;

/// One node after the other is told to end (SIGTERM), once another has taken its place. No client
/// that follows the protocol may see an error of it.
final class RollingRestartFault extends StandaloneRun {

    private static final Set<String> HARMLESS = Set.of("closed", "gone", "not-holder");

    @Override
    protected String what() {
        return "three nodes are replaced one after the other (SIGTERM), and no client sees an error";
    }

    @Override
    protected List<String> settings() {
        return List.of(
                "drain.notice=500ms",
                "drain.seats=500ms",
                "drain.spread=1s",
                "drain.answers=5s",
                "stop-timeout=15s");
    }

    @Override
    protected void fault(Scene scene) {
        for (Fleet.Member leaving : scene.fleet.members()) {
            scene.fleet.add();
            scene.history.faultBegan(what(), "");
            // A balancer's check has noticed within the notice that the node gives.
            scene.fleet.doors.remove(leaving.name());
            int status = leaving.node().terminate();
            scene.history.faultEnded(what(), "");
            scene.fleet.bury(leaving);
            if (status != 0) {
                throw new AssertionError(leaving.name() + " ended with status " + status);
            }
        }
        errors(scene.history);
    }

    private void errors(History history) {
        for (History.Event event : history.events()) {
            if (event instanceof Came c
                    && Json.type(c.frame()).equals("error")
                    && !HARMLESS.contains(Json.text(c.frame(), "code"))) {
                throw new AssertionError(c.client() + " saw " + c.frame());
            }
        }
    }

    @Override
    protected StandIn standIn() {
        return StandIn.cutHandoff();
    }
}

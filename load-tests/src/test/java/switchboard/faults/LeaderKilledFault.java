package switchboard.faults;

import switchboard.faults.History.Came;
import switchboard.load.Json;

final class LeaderKilledFault extends StandaloneRun {

    @Override
    protected String what() {
        return "the node that leads the pool is killed (-9)";
    }

    /// While agents and customers talk: a leader's death is theirs to notice.
    @Override
    protected void fault(Scene scene) {
        scene.until(
                "an agent speaks to a customer",
                e ->
                        e instanceof Came c
                                && Json.type(c.frame()).equals("said")
                                && Json.text(c.frame().path("from"), "kind").equals("agent"));
        Fleet.Member leader = scene.fleet.leader(talk().ask("GET", "{p:default}:lease").text());
        kill(scene, leader, what());
    }

    @Override
    protected StandIn standIn() {
        return StandIn.mistakenAuthor();
    }
}

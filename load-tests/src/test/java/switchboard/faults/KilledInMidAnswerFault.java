package switchboard.faults;

import switchboard.faults.History.Came;
import switchboard.load.Json;

final class KilledInMidAnswerFault extends StandaloneRun {

    @Override
    protected String what() {
        return "a node is killed (-9) while it writes an answer";
    }

    @Override
    protected void fault(Scene scene) {
        killAtNext(scene, what(), e -> e instanceof Came c && Json.type(c.frame()).equals("delta"));
    }

    @Override
    protected StandIn standIn() {
        return StandIn.mistakenAnswer();
    }
}

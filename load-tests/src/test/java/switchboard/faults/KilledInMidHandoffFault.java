package switchboard.faults;

import switchboard.faults.History.Sent;
import switchboard.load.Json;

final class KilledInMidHandoffFault extends StandaloneRun {

    @Override
    protected String what() {
        return "a node is killed (-9) as its agent accepts an offer";
    }

    @Override
    protected void fault(Scene scene) {
        killAtNext(
                scene, what(), e -> e instanceof Sent s && Json.type(s.frame()).equals("accept"));
    }

    @Override
    protected StandIn standIn() {
        return StandIn.secondAgent();
    }
}

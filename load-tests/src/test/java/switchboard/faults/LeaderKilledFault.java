package switchboard.faults;

final class LeaderKilledFault extends StandaloneRun {

    @Override
    protected String what() {
        return "the node that leads the pool is killed (-9)";
    }

    @Override
    protected void fault(Scene scene) {
        Fleet.Member leader = scene.fleet.leader(talk().ask("GET", "{p:default}:lease").text());
        kill(scene, leader, what());
    }

    @Override
    protected StandIn standIn() {
        return StandIn.mistakenAuthor();
    }
}

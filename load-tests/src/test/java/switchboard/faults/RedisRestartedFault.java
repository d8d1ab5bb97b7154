package switchboard.faults;

final class RedisRestartedFault extends StandaloneRun {

    @Override
    protected String what() {
        return "Redis is killed (-9) and started again";
    }

    @Override
    protected void fault(Scene scene) {
        scene.history.faultBegan(what(), "");
        redis.kill();
        redis.start();
        scene.history.faultEnded(what(), "");
    }

    @Override
    protected StandIn standIn() {
        return StandIn.lostCommit();
    }
}

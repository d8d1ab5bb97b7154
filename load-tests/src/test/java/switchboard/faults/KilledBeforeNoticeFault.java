package switchboard.faults;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// What the node would have told the others is held back from the moment it has committed.
final class KilledBeforeNoticeFault extends StandaloneRun {

    private static final long PATIENCE_SECONDS = 30;

    @Override
    protected String what() {
        return "a node is killed (-9) between a commit and its notice to the others";
    }

    @Override
    protected void fault(Scene scene) {
        Fleet.Member node = scene.fleet.members().getFirst();
        Lie before = node.believes();
        var held = new CompletableFuture<Void>();
        node.believe(words -> {
            if (isNotice(words)) {
                held.complete(null);
                return List.of(Lie.Step.Answer.of("$3\r\n9-9\r\n"));
            }
            return before.tell(words);
        });
        held.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        kill(scene, node, what());
    }

    private static boolean isNotice(List<String> words) {
        return words.getFirst().equals("XADD")
                && words.get(1).startsWith("inbox:")
                && words.stream().anyMatch(w -> w.contains("\"type\":\"Moved\""));
    }

    @Override
    protected StandIn standIn() {
        return StandIn.lostNotices();
    }
}

package switchboard.load.holder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import switchboard.load.Transcript.Phase;

/// How long those who chat wait, of all crowds of a process. Any thread may use it.
final class Waits {

    private final Map<Phase, Latencies> latencies = new EnumMap<>(Phase.class);

    Waits() {
        forget();
    }

    synchronized void reached(Phase phase, Duration sinceSent) {
        Latencies of = latencies.get(phase);
        if (of != null) {
            of.record(sinceSent);
        }
    }

    /// What comes counts from now on alone.
    synchronized void forget() {
        for (Phase phase : List.of(Phase.ACCEPTED, Phase.ANSWERING, Phase.ANSWERED)) {
            latencies.put(phase, new Latencies());
        }
    }

    /// Adds percentiles.
    void describe(ObjectNode line) {
        each((name, of) -> line.set(name, of.summary()));
    }

    /// Adds all of them, to be added to another process's.
    void encode(ObjectNode line) {
        ObjectNode histograms = line.putObject("histograms");
        each((name, of) -> histograms.put(name, of.encoded()));
    }

    private synchronized void each(BiConsumer<String, Latencies> what) {
        latencies.forEach((phase, of) -> what.accept(nameOf(phase), of));
    }

    private static String nameOf(Phase phase) {
        return switch (phase) {
            case NOTHING_SAID -> "nothingSaidMs";
            case SENT -> "sentMs";
            case ACCEPTED -> "acceptedMs";
            case ANSWERING -> "firstDeltaMs";
            case ANSWERED -> "answeredMs";
        };
    }
}

package switchboard.faults;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import switchboard.faults.History.Came;
import switchboard.faults.History.Event;
import switchboard.faults.History.FaultBegan;
import switchboard.faults.History.FaultEnded;

/// What a run comes to.
///
/// @param messages that were accepted
/// @param recoveryMs of each client and fault, from the fault's end to the next `accepted`; ordered
record Figures(
        int clients,
        int messages,
        int faults,
        int lost,
        int doubled,
        int reordered,
        List<Long> recoveryMs) {

    static Figures of(Evidence evidence, AcceptedOnce accepted) {
        int messages =
                (int)
                        evidence.messages.values().stream()
                                .filter(m -> !m.accepted.isEmpty())
                                .count();
        int faults = (int) evidence.events.stream().filter(FaultBegan.class::isInstance).count();
        return new Figures(
                evidence.customers.size() + evidence.agents.size(),
                messages,
                faults,
                accepted.lost(),
                accepted.doubled(),
                accepted.reordered(),
                recovery(evidence.events).sorted().boxed().toList());
    }

    private static LongStream recovery(List<Event> events) {
        LongStream.Builder times = LongStream.builder();
        Map<String, Long> recovered = new HashMap<>();
        long over = -1;
        for (Event event : events) {
            if (event instanceof FaultEnded end) {
                recovered.clear();
                over = end.at();
            } else if (over >= 0
                    && event instanceof Came c
                    && Json.type(c.frame()).equals("accepted")
                    && recovered.putIfAbsent(c.client(), c.at()) == null) {
                times.add((c.at() - over) / 1_000_000);
            }
        }
        return times.build();
    }

    long recoveryMedianMs() {
        return recoveryMs.isEmpty() ? 0 : recoveryMs.get(recoveryMs.size() / 2);
    }

    long recoveryMaxMs() {
        return recoveryMs.isEmpty() ? 0 : recoveryMs.getLast();
    }

    @Override
    public String toString() {
        return ("clients %d, messages %d, faults %d, lost %d, doubled %d, reordered %d,"
                        + " recovered in %d ms (median) to %d ms")
                .formatted(
                        clients,
                        messages,
                        faults,
                        lost,
                        doubled,
                        reordered,
                        recoveryMedianMs(),
                        recoveryMaxMs());
    }
}

package switchboard.load.latency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import switchboard.load.holder.Latencies;

/// What became of the words of one rate: said when they were due, accepted, shown to who said them,
/// and heard by the agent on the other node. Holds it against what the protocol promises: each
/// once, under one and the same `seq`, in the order in which a customer said them. For one thread.
final class Words {

    private static final int SHOWN_MAX = 10;

    private final Schedule schedule;
    private final int conversations;
    private final int countedFrom;
    private final String prefix;
    private final BitSet accepted = new BitSet();
    private final BitSet shown = new BitSet();
    private final BitSet heard = new BitSet();
    private final int[] seqs;
    private final int[] lastHeard;
    private final Latencies lag = new Latencies();
    private final Latencies untilAccepted = new Latencies();
    private final Latencies untilHeard = new Latencies();
    private final List<String> problems = new ArrayList<>();
    private int problemCount;

    /// @param prefix of their ids, which no other rate has
    /// @param conversations in which they are said in turn
    /// @param countedFrom the first whose times count; those before warm up
    Words(String prefix, Schedule schedule, int conversations, int countedFrom) {
        this.prefix = prefix;
        this.schedule = schedule;
        this.conversations = conversations;
        this.countedFrom = countedFrom;
        seqs = new int[schedule.count()];
        lastHeard = new int[conversations];
        Arrays.fill(lastHeard, -1);
    }

    /// Where nothing is said yet.
    static Words none() {
        return new Words("none-", new Schedule(0, 1, 1), 1, 0);
    }

    int conversationOf(int i) {
        return i % conversations;
    }

    /// The frame of number `i`, to be sent now.
    String say(int i, long nowNanos) {
        record(lag, i, nowNanos);
        return "{\"type\":\"say\",\"id\":\""
                + prefix
                + i
                + "\",\"text\":\"My order "
                + i
                + " has not come yet, can you see where it is?\"}";
    }

    /// `accepted` came to a customer.
    void accepted(String id, long seq, long nowNanos) {
        int i = once(accepted, id, "accepted");
        if (i >= 0) {
            record(untilAccepted, i, nowNanos);
            agree(i, seq);
        }
    }

    /// `said` came to the customer who said it.
    void shown(String id, long seq) {
        int i = once(shown, id, "shown");
        if (i >= 0) {
            agree(i, seq);
        }
    }

    /// `said` came to the agent.
    void heard(String id, long seq, long nowNanos) {
        int i = once(heard, id, "heard");
        if (i < 0) {
            return;
        }
        record(untilHeard, i, nowNanos);
        agree(i, seq);
        int conversation = conversationOf(i);
        if (lastHeard[conversation] > i) {
            problem(prefix + i + " was heard after " + lastHeard[conversation]);
        }
        lastHeard[conversation] = i;
    }

    private int once(BitSet marks, String id, String what) {
        if (!id.startsWith(prefix)) {
            problem(id + " was " + what + " when its time was over");
            return -1;
        }
        int i = Integer.parseInt(id, prefix.length(), id.length(), 10);
        if (marks.get(i)) {
            problem(id + " was " + what + " twice");
            return -1;
        }
        marks.set(i);
        return i;
    }

    private void agree(int i, long seq) {
        if (seqs[i] == 0) {
            seqs[i] = (int) seq;
        } else if (seqs[i] != seq) {
            problem(prefix + i + " is " + seqs[i] + " and " + seq);
        }
    }

    private void record(Latencies latencies, int i, long nowNanos) {
        if (i >= countedFrom) {
            latencies.record(Duration.ofNanos(nowNanos - schedule.dueNanos(i)));
        }
    }

    /// Something came that should not have.
    void problem(String what) {
        problemCount++;
        if (problems.size() < SHOWN_MAX) {
            problems.add(what);
        }
    }

    boolean allHere() {
        return missing() == 0;
    }

    private int missing() {
        return 3 * schedule.count()
                - accepted.cardinality()
                - shown.cardinality()
                - heard.cardinality();
    }

    /// What they come to, given that nothing more comes.
    Outcome outcome() {
        return new Outcome(
                schedule.perSecond(),
                schedule.count(),
                accepted.cardinality(),
                heard.cardinality(),
                missing() + problemCount,
                List.copyOf(problems),
                lag,
                untilAccepted,
                untilHeard);
    }

    /// @param said all, those that warm up included
    /// @param broken promises: what was lost, doubled, late for good or out of order
    /// @param problems the first of them in words, but for what was lost
    /// @param lag from when a word was due to when it was sent: the client's own share
    record Outcome(
            int perSecond,
            int said,
            int accepted,
            int heard,
            int broken,
            List<String> problems,
            Latencies lag,
            Latencies untilAccepted,
            Latencies untilHeard) {}
}

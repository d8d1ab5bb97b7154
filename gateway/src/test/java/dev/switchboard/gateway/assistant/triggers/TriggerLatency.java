package dev.switchboard.gateway.assistant.triggers;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How long it takes to learn the triggers, and to decide on one message of a customer.
///
///     mvn -q -pl routing,gateway test-compile dependency:build-classpath -Dmdep.outputFile=target/test.cp
///     (cd gateway && java -cp target/classes:target/test-classes:$(cat target/test.cp) \
///         dev.switchboard.gateway.assistant.triggers.TriggerLatency)
public final class TriggerLatency {

    private static final int ROUNDS = 20;

    private TriggerLatency() {}

    public static void main(String[] args) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        Examples examples = Examples.of(Examples.Source.of(Outside.TRIGGERS, List.of()));
        long read = threads.getCurrentThreadCpuTime();
        Judge judge = new Judge(examples.learn(Subject.OF_CUSTOMERS), examples.vocabularies());
        long learned = threads.getCurrentThreadCpuTime();
        System.out.printf(
                "read %d ms, learned %d ms of processor time%n",
                (read - before) / 1_000_000, (learned - read) / 1_000_000);
        List<Outside> messages = new ArrayList<>(Outside.sentences(examples));
        messages.addAll(Outside.questions());
        List<Long> times = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            times.clear();
            for (Outside message : messages) {
                long start = System.nanoTime();
                judge.scores(message.text(), message.language());
                times.add(System.nanoTime() - start);
            }
        }
        Collections.sort(times);
        System.out.printf(
                "%d messages: median %d µs, p99 %d µs%n",
                times.size(),
                times.get(times.size() / 2) / 1000,
                times.get(times.size() * 99 / 100) / 1000);
        String longest = "the parcel came late and the box was open, ".repeat(400);
        long start = System.nanoTime();
        judge.scores(longest, "en");
        System.out.printf("16 KiB: %d µs%n", (System.nanoTime() - start) / 1000);
    }
}

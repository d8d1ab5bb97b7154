package dev.switchboard.gateway.bench;

import dev.switchboard.gateway.assistant.facts.FactGate;
import dev.switchboard.gateway.assistant.facts.Sources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// What the fact gate costs a token, beside passing it on without one.
///
///     mvn -q -pl routing,gateway test-compile dependency:build-classpath -Dmdep.outputFile=target/test.cp
///     (cd gateway && java -cp target/classes:target/test-classes:$(cat target/test.cp) \
///         dev.switchboard.gateway.bench.FactGateCost)
///
/// with the `java` of a JDK 25.
public final class FactGateCost {

    private static final int ROUNDS = 400;
    private static final int ANSWERS = 200;

    private static final String WORDS =
            "You can return what you do not want to keep, and we tell you as soon as the shop has "
                    + "registered it. Open the order in the app, choose what goes back, and send the "
                    + "parcel with the label that the shop gives you. While the shop looks at it, "
                    + "nothing has to be paid. How long that takes depends on the shop. ";

    private static final String FACTS =
            "Your order LM-20993 of 3 December 2026 costs 1 250,00 kr; you have 30 days, until "
                    + "2027-01-02, and the fee is 59 kr. More at https://pay.example/refund. ";

    private FactGateCost() {}

    public static void main(String[] args) {
        Sources sources = new Sources();
        sources.add(FACTS, "en");
        report("no gate, words", WORDS, pieces -> String.join("", pieces).length());
        report("gate, words", WORDS, pieces -> through(sources, pieces));
        report("gate, facts", FACTS, pieces -> through(sources, pieces));
    }

    private static int through(Sources sources, List<String> pieces) {
        FactGate gate = new FactGate(sources, "en");
        int shown = 0;
        for (String piece : pieces) {
            shown += gate.accept(piece).length();
        }
        return shown + gate.finish().length();
    }

    private static void report(String name, String text, Function<List<String>, Integer> work) {
        List<String> tokens = tokens(text);
        double[] nanos = new double[ROUNDS];
        long shown = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long began = System.nanoTime();
            for (int i = 0; i < ANSWERS; i++) {
                shown += work.apply(tokens);
            }
            nanos[round] = (double) (System.nanoTime() - began) / ANSWERS / tokens.size();
        }
        double[] warm = Arrays.copyOfRange(nanos, ROUNDS / 2, ROUNDS);
        Arrays.sort(warm);
        System.out.printf(
                "%-16s %7.0f ns per token (median), %7.0f ns (99th), %d tokens, %d shown%n",
                name, warm[warm.length / 2], warm[warm.length * 99 / 100], tokens.size(), shown);
    }

    /// Some four characters each, as models have them: a word with the space before it, or a part.
    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= text.length(); i++) {
            boolean word = i < text.length() && Character.isLetter(text.charAt(i)) && i - from < 6;
            if (!word) {
                tokens.add(text.substring(from, i));
                from = i;
            }
        }
        return tokens;
    }
}

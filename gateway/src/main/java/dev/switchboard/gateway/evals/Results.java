package dev.switchboard.gateway.evals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/// How all of it went.
///
/// @param model its name
/// @param runs of each case
/// @param tokens of all of them
public record Results(
        String model,
        Instant began,
        Duration took,
        int runs,
        Tokens tokens,
        List<Evaluated> cases) {

    private static final int PERCENT = 100;

    public Results {
        cases = List.copyOf(cases);
    }

    /// Of some of the cases.
    ///
    /// @param powers pass^1 to pass^k, the mean of the cases'
    public record Figures(int cases, int whole, List<Double> powers) {
        public Figures {
            powers = List.copyOf(powers);
        }
    }

    /// Half of the times are no longer than the first, 95 of 100 no longer than the second.
    public record Times(long medianMs, long p95Ms) {}

    public Figures all() {
        return figures(cases);
    }

    public Figures mustPass() {
        return figures(cases.stream().filter(one -> one.script().mustPass()).toList());
    }

    /// Those that need not pass every time.
    public Figures others() {
        return figures(cases.stream().filter(one -> !one.script().mustPass()).toList());
    }

    /// By tag, those that must pass first.
    public Map<String, Figures> byTag() {
        var byTag = new LinkedHashMap<String, Figures>();
        for (String tag : EvalCase.TAGS) {
            List<Evaluated> tagged =
                    cases.stream().filter(one -> one.script().tags().contains(tag)).toList();
            if (!tagged.isEmpty()) {
                byTag.put(tag, figures(tagged));
            }
        }
        return byTag;
    }

    /// By the language without its country.
    public Map<String, Figures> byLanguage() {
        var byLanguage = new TreeMap<String, List<Evaluated>>();
        cases.forEach(one ->
                byLanguage
                        .computeIfAbsent(one.script().primaryLanguage(), _ -> new ArrayList<>())
                        .add(one));
        var figures = new LinkedHashMap<String, Figures>();
        byLanguage.forEach((language, some) -> figures.put(language, figures(some)));
        return figures;
    }

    /// Whether every must-pass case passed in every run, and the others as often as is asked for.
    ///
    /// @param min least pass^k of the others, k being all runs, from 0 to 1
    public boolean good(double min) {
        Figures others = others();
        return mustPass().whole() == mustPass().cases()
                && (others.cases() == 0 || others.powers().getLast() >= min);
    }

    /// From a customer's word to the first piece of the answer.
    public Times firstDelta() {
        return times(Run.Timing::firstDeltaMs);
    }

    /// From a customer's word to the end of the answer.
    public Times answered() {
        return times(Run.Timing::answeredMs);
    }

    /// Conversations that a person was called to, of 100.
    public long handoffPercent() {
        List<Run> all = flat();
        long over = all.stream().filter(Run::handedOver).count();
        return all.isEmpty() ? 0 : Math.round((double) PERCENT * over / all.size());
    }

    /// In a line: the model, how much was played, how fast it answered and what it took.
    String summary() {
        return ("model %s · %d cases × %d runs in %d s · first piece %d/%d ms, whole answer"
                        + " %d/%d ms (median/p95) · handed over %d %% · tokens %d in, %d out")
                .formatted(
                        model,
                        cases.size(),
                        runs,
                        took.toSeconds(),
                        firstDelta().medianMs(),
                        firstDelta().p95Ms(),
                        answered().medianMs(),
                        answered().p95Ms(),
                        handoffPercent(),
                        tokens.in(),
                        tokens.out());
    }

    private Times times(ToLongFunction<Run.Timing> which) {
        long[] sorted =
                flat().stream()
                        .flatMap(run -> run.answers().stream())
                        .mapToLong(which)
                        .sorted()
                        .toArray();
        return sorted.length == 0
                ? new Times(0, 0)
                : new Times(
                        sorted[(sorted.length - 1) / 2],
                        sorted[(int) Math.ceil(sorted.length * 0.95) - 1]);
    }

    private List<Run> flat() {
        return cases.stream().flatMap(one -> one.runs().stream()).toList();
    }

    private Figures figures(List<Evaluated> some) {
        List<Double> powers = new ArrayList<>();
        for (int k = 1; k <= runs; k++) {
            int power = k;
            powers.add(some.stream().mapToDouble(one -> one.passPower(power)).average().orElse(1));
        }
        return new Figures(
                some.size(), (int) some.stream().filter(Evaluated::whole).count(), powers);
    }
}

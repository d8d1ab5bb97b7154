package dev.switchboard.gateway.evals;

import java.util.List;

/// A case and how its runs went.
public record Evaluated(EvalCase script, List<Run> runs) {
    public Evaluated {
        runs = List.copyOf(runs);
    }

    public int passed() {
        return (int) runs.stream().filter(Run::passed).count();
    }

    /// Whether every run passed.
    public boolean whole() {
        return passed() == runs.size();
    }

    /// pass^k of this case.
    public double passPower(int k) {
        return PassPower.estimate(passed(), runs.size(), k);
    }
}

package dev.switchboard.gateway.evals;

/// pass^k: how likely it is that k independent runs of a case all pass. What a customer meets is
/// one run, what a company meets is all of them, so a case that passes nine times in ten is a bad
/// one.
///
/// The unbiased estimate from c passes in n runs is C(c, k) / C(n, k) (Yao, Shinn, Razavi,
/// Narasimhan: τ-bench, 2024, arXiv:2406.12045).
public final class PassPower {
    private PassPower() {}

    /// @param passed c, of
    /// @param runs n, at least k
    /// @param k at least 1
    public static double estimate(int passed, int runs, int k) {
        if (k < 1 || k > runs || passed < 0 || passed > runs) {
            throw new IllegalArgumentException(
                    "%d of %d runs say nothing of %d".formatted(passed, runs, k));
        }
        double estimate = 1;
        for (int i = 0; i < k; i++) {
            estimate *= Math.max(0, passed - i) / (double) (runs - i);
        }
        return estimate;
    }
}

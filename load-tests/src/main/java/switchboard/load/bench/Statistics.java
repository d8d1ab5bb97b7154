package switchboard.load.bench;

import java.util.Collection;

/// What several rounds come to.
final class Statistics {

    private Statistics() {}

    /// The one in the middle, or the mean of the two that are.
    ///
    /// @throws IllegalArgumentException where there is none
    static double median(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// How many times `base` a value is; NaN where there is nothing to compare with.
    static double ratio(double value, double base) {
        return base == 0 ? Double.NaN : value / base;
    }
}

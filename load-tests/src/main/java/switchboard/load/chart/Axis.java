package switchboard.load.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/// How values lie along one side of a [Chart].
///
/// @param from the value at its beginning; above zero where it is logarithmic
/// @param to the value at its end
/// @param ticks values that are marked
public record Axis(Scale scale, double from, double to, List<Double> ticks) {

    /// What equal ways along an axis are: equal differences, or equal ratios.
    public enum Scale {
        LINEAR,
        LOGARITHMIC
    }

    private static final int TICKS_MAX = 5;
    private static final List<Integer> STEPS = List.of(1, 2, 5, 10);

    public Axis {
        ticks = List.copyOf(ticks);
    }

    /// One that has room for these values.
    static Axis of(Scale scale, DoubleStream values) {
        return switch (scale) {
            case LINEAR -> linear(values);
            case LOGARITHMIC -> logarithmic(values);
        };
    }

    /// From zero to the first round number that is above all.
    private static Axis linear(DoubleStream values) {
        double most = most(values);
        double power = Math.pow(10, Math.floor(Math.log10(most / TICKS_MAX)));
        double step =
                power
                        * STEPS.stream()
                                .filter(s -> s * power * TICKS_MAX >= most)
                                .findFirst()
                                .orElse(STEPS.getLast());
        List<Double> ticks = new ArrayList<>();
        ticks.add(0.0);
        while (ticks.getLast() < most) {
            ticks.add(ticks.size() * step);
        }
        return new Axis(Scale.LINEAR, 0, ticks.getLast(), ticks);
    }

    /// From the power of ten below all to the one above, for values that are far apart.
    private static Axis logarithmic(DoubleStream values) {
        double[] all = values.filter(v -> Double.isFinite(v) && v > 0).toArray();
        double least = DoubleStream.of(all).min().orElse(1);
        double most = DoubleStream.of(all).max().orElse(1);
        int first = (int) Math.floor(Math.log10(least));
        int last = Math.max(first + 1, (int) Math.ceil(Math.log10(most)));
        List<Double> ticks = new ArrayList<>();
        for (int power = first; power <= last; power++) {
            ticks.add(Math.pow(10, power));
        }
        return new Axis(Scale.LOGARITHMIC, ticks.getFirst(), ticks.getLast(), ticks);
    }

    /// The greatest; 1 where none is above zero.
    static double most(DoubleStream values) {
        double most = values.filter(Double::isFinite).max().orElse(0);
        return most > 0 ? most : 1;
    }

    /// How far along it a value lies, from 0 to 1. What is less than its beginning lies there.
    double at(double value) {
        double within = Math.max(value, from);
        return switch (scale) {
            case LINEAR -> (within - from) / (to - from);
            case LOGARITHMIC -> Math.log(within / from) / Math.log(to / from);
        };
    }
}

package dev.switchboard.routing.policy;

import java.time.Duration;

/// What an estimate of a waiting time rests on.
///
/// @param samplesMin fewer conversations than this give no estimate
/// @param samplesMax the newest of a pool and language that are counted
/// @param floor no estimate is shorter, and all are whole multiples of it
public record EstimatePolicy(int samplesMin, int samplesMax, Duration floor) {
    public static final EstimatePolicy DEFAULT =
            new EstimatePolicy(20, 200, Duration.ofSeconds(30));

    public EstimatePolicy {
        Checks.within(samplesMin, 1, 10_000, "samples-min");
        Checks.within(samplesMax, samplesMin, 10_000, "samples-max");
        Checks.positive(floor, "floor");
    }
}

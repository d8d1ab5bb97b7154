package dev.switchboard.routing.simulation;

import java.util.List;
import java.util.SplittableRandom;

/// Chance, of which each actor has a source of its own: what one leaves out does not change what
/// befalls another.
final class Dice {

    private final SplittableRandom random;

    Dice(long seed, String whose) {
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + whose.hashCode());
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /// From `least` up to and including `most`.
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /// Microseconds, from and to milliseconds.
    long ms(int least, int most) {
        return random.nextLong(least * 1_000L, most * 1_000L + 1);
    }

    /// Microseconds around a mean given in milliseconds, now and then much longer.
    long about(int meanMs) {
        return 1 + (long) (-Math.log(1 - random.nextDouble()) * meanMs * 1_000);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    long any() {
        return random.nextLong();
    }
}

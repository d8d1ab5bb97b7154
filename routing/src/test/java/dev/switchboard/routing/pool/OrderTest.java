package dev.switchboard.routing.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A rank that contradicts its order would lose keys.
class OrderTest {
    private static final String UNITS = "ab-\u001e\u00fe\u00ff\u0100\u0101\ud83d\ude42\uffff\u0000";

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void a_rank_never_contradicts_the_order_of_texts(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int n = 0; n < 20_000; n++) {
            agree(Order.TEXT, text(random), text(random));
            agree(Order.HASHED, text(random), text(random));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void a_rank_never_contradicts_the_order_of_ages_dues_and_turns(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int n = 0; n < 5_000; n++) {
            agree(Age.ORDER, new Age(at(random), text(random)), new Age(at(random), text(random)));
            agree(Due.ORDER, due(random), due(random));
            agree(
                    Turn.ORDER,
                    new Turn(random.nextInt(3), at(random), text(random)),
                    new Turn(random.nextInt(3), at(random), text(random)));
        }
    }

    private static <K> void agree(Order<K> order, K one, K other) {
        int compared = Integer.signum(order.compare(one, other));
        int ranked = Long.compare(order.rank(one), order.rank(other));
        assertThat(ranked == 0 || ranked == compared)
                .as("%s and %s: %d by rank, %d in truth", one, other, ranked, compared)
                .isTrue();
    }

    private static Due due(SplittableRandom random) {
        Due.Whose whose = random.nextBoolean() ? Due.Whose.ITEM : Due.Whose.SEAT;
        return new Due(at(random), whose, text(random));
    }

    /// Instants that differ by less than a millisecond too, on both sides of 1970.
    private static Instant at(SplittableRandom random) {
        return Instant.ofEpochSecond(0, random.nextInt(-3_000_000, 3_000_000));
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(10); n > 0; n--) {
            text.append(UNITS.charAt(random.nextInt(UNITS.length())));
        }
        return text.toString();
    }
}

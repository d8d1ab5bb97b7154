package switchboard.load.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class HeapDifferenceTest {

    @Test
    void what_sessions_added_is_told_by_class_most_first() {
        Map<String, Double> each =
                HeapDifference.of(
                        Map.of("[B", 5_000L, "x.Node", 90L, "x.Gone", 700L),
                        Map.of("[B", 6_000L, "x.Session", 9_600L, "x.Node", 100L),
                        100);
        assertThat(each.keySet()).containsExactly("x.Session", "[B");
        assertThat(each).containsEntry("x.Session", 96.0).containsEntry("[B", 10.0);
    }
}

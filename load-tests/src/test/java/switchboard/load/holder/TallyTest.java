package switchboard.load.holder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import switchboard.load.Json;

final class TallyTest {

    private static final Tally ONE =
            new Tally(7, 6, 1, 0, 3, Map.of(503, 2), Map.of(), List.of("a"));
    private static final Tally OTHER =
            new Tally(5, 5, 0, 1, 4, Map.of(503, 1, 429, 4), Map.of(1012, 1), List.of("b"));

    @Test
    void of_two_crowds_all_is_added() {
        assertThat(ONE.plus(OTHER))
                .isEqualTo(
                        new Tally(
                                12,
                                11,
                                1,
                                1,
                                7,
                                Map.of(429, 4, 503, 3),
                                Map.of(1012, 1),
                                List.of("a", "b")));
    }

    @Test
    void a_line_has_counts_by_code_in_their_order() {
        ObjectNode line = Json.object();
        ONE.plus(OTHER).describe(line);

        assertThat(line)
                .hasToString(
                        "{\"open\":12,\"welcomed\":11,\"underWay\":1,\"silent\":1,\"words\":7,"
                                + "\"refused\":{\"429\":4,\"503\":3},\"lost\":{\"1012\":1}}");
    }
}

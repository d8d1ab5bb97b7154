package switchboard.load.holder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class HolderOptionsTest {

    private static final HolderOptions THREE_NODES =
            HolderOptions.of(List.of("--address", "ws://a:1,ws://b:1,ws://c:1", "--sessions", "7"));

    @Test
    void neighbours_go_to_the_same_node_and_each_node_has_its_share() {
        assertThat(IntStream.range(0, 7).map(i -> THREE_NODES.addressOf(i, 0)))
                .containsExactly(0, 0, 0, 1, 1, 2, 2);
    }

    @Test
    void whoever_moves_goes_to_the_next_node() {
        assertThat(IntStream.range(0, 4).map(moves -> THREE_NODES.addressOf(3, moves)))
                .containsExactly(1, 2, 0, 1);
    }

    @Test
    void stops_go_up_and_wait_for_orders() {
        assertThat(options("--stops", "0,3,7", "--hold", "0").stops()).containsExactly(0, 3, 7);
        assertThat(options("--hold", "0").stops()).isEmpty();
        for (String stops : List.of("4,3", "8", "3,x", "")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options("--stops", stops, "--hold", "0"))
                    .withMessageContaining("--stops");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("--stops", "3", "--hold", "9"))
                .withMessageContaining("--hold 0");
    }

    private static HolderOptions options(String... more) {
        return HolderOptions.of(
                Stream.concat(Stream.of("--sessions", "7"), Stream.of(more)).toList());
    }
}

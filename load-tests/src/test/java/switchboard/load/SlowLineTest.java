package switchboard.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class SlowLineTest {

    @Test
    void a_line_that_ends_with_a_close_frame_has_its_code() {
        assertThat(code("8802113d")).hasValue(4_413);
        assertThat(code("8103616263" + "8808113d" + "746f6f20736c")).hasValue(4_413);
    }

    @Test
    void a_line_that_ends_otherwise_has_none() {
        assertThat(code("")).isEmpty();
        assertThat(code("8103616263")).isEmpty();
        assertThat(code("8802113d" + "8103616263")).isEmpty();
    }

    private static OptionalInt code(String hex) {
        return SlowLine.closeCode(HexFormat.of().parseHex(hex));
    }
}

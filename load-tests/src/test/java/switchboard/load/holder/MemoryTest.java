package switchboard.load.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MemoryTest {

    @Test
    void memory_is_read_in_bytes() {
        assertThat(
                        Memory.bytes(
                                List.of(
                                        "MemTotal:       24684176 kB",
                                        "MemAvailable:   22526692 kB",
                                        "Slab:             176904 kB"),
                                "Slab"))
                .isEqualTo(176_904L << 10);
    }

    @Test
    void this_machine_has_some() {
        assertThat(Memory.availableBytes()).isGreaterThan(Memory.kernelBytes() / 100);
    }
}

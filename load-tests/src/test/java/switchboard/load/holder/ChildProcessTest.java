package switchboard.load.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChildProcessTest {

    @Test
    void the_heap_counts_by_class() {
        assertThat(
                        ChildProcess.heapOf(
                                List.of(
                                        "4242:",
                                        " num     #instances         #bytes  class name (module)",
                                        "-------------------------------------------------------",
                                        "   1:         20931        3000000  [B (java.base@25)",
                                        "  12:          1000          24000  x.Session",
                                        "   2:            20       80000"
                                                + "  [Ljdk.internal.vm.FillerElement;"
                                                + " (java.base@25)",
                                        "  13:             1             16  x.Session",
                                        "Total        131432       20000000")))
                .isEqualTo(Map.of("[B", 3_000_000L, "x.Session", 24_016L));
    }

    @Test
    void a_process_has_memory() {
        assertThat(ChildProcess.rssBytes(ProcessHandle.current())).isGreaterThan(10L << 20);
    }
}

package switchboard.load.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ChildProcessTest {

    @Test
    void the_used_heap_of_all_generations_counts_and_the_metaspace_does_not() {
        assertThat(
                        ChildProcess.heapBytes(
                                List.of(
                                        "4242:",
                                        " DefNew     total 9216K, used 1000K [0x00, 0x01, 0x02)",
                                        "  eden space 8192K,  24% used [0x00, 0x01, 0x02)",
                                        " Tenured    total 20480K, used 2000K [0x00, 0x01)",
                                        " Metaspace       used 5000K, committed 5120K",
                                        "  class space    used 700K, committed 768K")))
                .isEqualTo(3_000L << 10);
        assertThat(
                        ChildProcess.heapBytes(
                                List.of(
                                        " garbage-first heap   total reserved 6250496K, committed"
                                                + " 65536K, used 18M [0x00, 0x01)",
                                        "  region size 2048K, 5 young (10240K), 1 survivors")))
                .isEqualTo(18L << 20);
    }

    @Test
    void a_process_has_memory() {
        assertThat(ChildProcess.rssBytes(ProcessHandle.current())).isGreaterThan(10L << 20);
    }
}

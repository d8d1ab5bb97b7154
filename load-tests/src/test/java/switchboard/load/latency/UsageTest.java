package switchboard.load.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UsageTest {

    @Test
    void cpu_is_read_past_a_name_that_holds_anything() {
        String stat = "12 (a) b (c) S 1 1 1 0 -1 4 5 6 7 8 250 50 1 2 20 0 9 0 33";
        CpuTime time = CpuTime.parsed(stat);
        assertThat(time).isEqualTo(new CpuTime(2.5, 0.5));
        assertThat(time.minus(new CpuTime(1, 0.5)).seconds()).isEqualTo(1.5);
    }

    @Test
    void counters_of_redis_are_its_whole_numbers() {
        String info = "# Stats\r\ntotal_commands_processed:7\r\nused_memory_human:1M\r\n";
        assertThat(RedisTalk.counters(info)).isEqualTo(Map.of("total_commands_processed", 7L));
    }

    @Test
    void each_thing_took_its_share() {
        var from = new Usage(0, List.of(1.0, 2.0), 5, 1, redis(100, 0, 50));
        var to = new Usage(2_000_000_000L, List.of(2.0, 2.5), 5.2, 2, redis(500, 1_000, 50));
        var since = to.since(from, 100);
        assertThat(since.path("nodeCores").toString()).isEqualTo("[0.5,0.25]");
        assertThat(since.path("nodesMicrosEach").asDouble()).isEqualTo(15_000);
        assertThat(since.path("clientCores").asDouble()).isEqualTo(0.5);
        assertThat(since.path("redisCommandsEach").asDouble()).isEqualTo(4);
        assertThat(since.path("redisBytesInEach").asDouble()).isEqualTo(10);
        assertThat(since.path("redisBytesOutEach").asDouble()).isZero();
    }

    private static Map<String, Long> redis(long commands, long in, long out) {
        return Map.of(
                "total_commands_processed", commands,
                "total_net_input_bytes", in,
                "total_net_output_bytes", out);
    }
}

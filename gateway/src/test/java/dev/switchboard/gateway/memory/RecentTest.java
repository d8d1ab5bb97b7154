package dev.switchboard.gateway.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTest {

    private final Recent<String, String> recent =
            new Recent<>(10, (key, value) -> key.length() + value.length());

    @Test
    void what_was_not_asked_for_longest_gives_way() {
        recent.put("a", "1234");
        recent.put("b", "1234");
        assertThat(recent.find("a")).contains("1234");
        recent.put("c", "1");
        assertThat(recent.find("b")).isEmpty();
        assertThat(recent.find("a")).contains("1234");
        assertThat(recent.find("c")).contains("1");
    }

    @Test
    void what_is_put_in_its_place_or_taken_away_weighs_no_more() {
        recent.put("a", "12345678");
        recent.put("a", "1");
        recent.put("b", "1234567");
        assertThat(recent.find("a")).contains("1");
        recent.remove("b");
        recent.put("c", "1234567");
        assertThat(recent.find("a")).contains("1");
        assertThat(recent.find("c")).contains("1234567");
    }

    @Test
    void what_weighs_more_than_all_may_is_not_remembered() {
        recent.put("a", "1");
        recent.put("b", "1");
        recent.put("b", "1234567890");
        assertThat(recent.find("b")).isEmpty();
        assertThat(recent.find("a")).contains("1");
    }

    @Test
    void it_is_worked_out_once() {
        assertThat(recent.of("a", key -> key + 1)).isEqualTo("a1");
        assertThat(recent.of("a", _ -> "other")).isEqualTo("a1");
    }
}

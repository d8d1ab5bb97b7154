package dev.switchboard.gateway.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void the_likeliest_article_gives_two_passages_and_each_other_one() {
        assertThat(ids(Spread.of(passages("a#1", "a#2", "a#3", "b#1", "b#2", "c#4"), 4)))
                .containsExactly("a#1", "a#2", "b#1", "c#4");
    }

    @Test
    void where_no_other_article_answers_the_likeliest_one_gives_more() {
        assertThat(ids(Spread.of(passages("a#1", "a#2", "a#3", "b#1"), 4)))
                .containsExactly("a#1", "a#2", "a#3", "b#1");
        assertThat(ids(Spread.of(passages("a#2", "a#1", "a#3"), 2))).containsExactly("a#2", "a#1");
    }

    @Test
    void the_best_stays_first_whatever_is_left_out() {
        assertThat(ids(Spread.of(passages("b#3", "a#1", "b#1", "a#2"), 1))).containsExactly("b#3");
        assertThat(Spread.of(List.of(), 4)).isEmpty();
    }

    private static List<Passage> passages(String... ids) {
        return Stream.of(ids).map(id -> new Passage(id, "title", "text " + id, "en")).toList();
    }

    private static List<String> ids(List<Passage> passages) {
        return passages.stream().map(Passage::id).toList();
    }
}

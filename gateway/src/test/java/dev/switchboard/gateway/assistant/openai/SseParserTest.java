package dev.switchboard.gateway.assistant.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {
    private final List<String> words = new ArrayList<>();
    private final List<ServerSentEvent> events = new ArrayList<>();
    private final SseParser parser = new SseParser(1_000, words::add, events::add);

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void every_border_between_chunks_gives_the_same_events(String end) {
        String stream =
                "\uFEFF: comment\n\nevent: greeting\ndata: Grüße, 你好 😀\ndata:مرحبا\n\ndata: [DONE]\n\n";
        byte[] bytes = stream.replace("\n", end).getBytes(StandardCharsets.UTF_8);
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                List<ServerSentEvent> told = new ArrayList<>();
                SseParser cut = new SseParser(1_000, words::add, told::add);
                cut.feed(Buffer.buffer(bytes).slice(0, first));
                cut.feed(Buffer.buffer(bytes).slice(first, second));
                cut.feed(Buffer.buffer(bytes).slice(second, bytes.length));
                assertThat(told)
                        .as("cut at %d and %d", first, second)
                        .containsExactly(
                                new ServerSentEvent("greeting", "Grüße, 你好 😀\nمرحبا"),
                                new ServerSentEvent(null, "[DONE]"));
            }
        }
    }

    @Test
    void only_one_space_after_the_colon_is_left_out() {
        feed("data:  two\n\ndata:none\n\n");
        assertThat(events).extracting(ServerSentEvent::data).containsExactly(" two", "none");
    }

    @Test
    void a_field_without_a_colon_is_an_empty_one() {
        feed("data\ndata\n\n");
        assertThat(events).extracting(ServerSentEvent::data).containsExactly("\n");
    }

    @Test
    void comments_unknown_fields_and_events_without_data_tell_nothing() {
        feed(": ping\n\nid: 7\nretry: 10\n\nevent: x\n\nerror: {}\n\ndata: a\n\n");
        assertThat(events).containsExactly(new ServerSentEvent(null, "a"));
    }

    @Test
    void words_alone_are_told_once_and_in_order_wherever_the_chunks_end() {
        String[] said = {"Grüße", " 你好", " \uD83D\uDE00"};
        StringBuilder stream = new StringBuilder("data: [OPEN]\n\n");
        for (String word : said) {
            stream.append("data: ").append(delta(word)).append("\n\n");
        }
        byte[] bytes = stream.toString().getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at <= bytes.length; at++) {
            List<String> told = new ArrayList<>();
            SseParser cut = new SseParser(1_000, told::add, event -> told.add(event.data()));
            cut.feed(Buffer.buffer(bytes).slice(0, at));
            cut.feed(Buffer.buffer(bytes).slice(at, bytes.length));
            assertThat(told).as("cut at %d", at).hasSize(4);
            assertThat(told.getFirst()).isEqualTo("[OPEN]");
            for (int i = 0; i < said.length; i++) {
                assertThat(told.get(i + 1)).isIn(said[i], delta(said[i]));
            }
            assertThat(told.stream().filter(List.of(said)::contains)).hasSizeGreaterThan(1);
        }
    }

    @Test
    void words_may_come_first_of_all_and_together_be_longer_than_the_bound_of_one() {
        feed("\uFEFFdata: " + delta("a") + "\n\n");
        feed((": ping\n\ndata: " + delta("b") + "\n\n").repeat(100));
        feed("data:" + delta("c") + "\r\n\r\ndata: " + delta("d") + "\n\n");
        assertThat(events)
                .extracting(ServerSentEvent::data)
                .containsExactly(delta("a"), delta("c"));
        assertThat(words).hasSize(101).endsWith("b", "d");
    }

    @Test
    void what_looks_like_words_alone_but_has_a_name_or_another_line_is_an_event() {
        feed("event: error\ndata: " + delta("a") + "\n\n");
        feed("data: " + delta("a") + "\ndata: " + delta("b") + "\n\n");
        feed("data: x\ndata: " + delta("a") + "\n\n");
        assertThat(words).isEmpty();
        assertThat(events)
                .containsExactly(
                        new ServerSentEvent("error", delta("a")),
                        new ServerSentEvent(null, delta("a") + "\n" + delta("b")),
                        new ServerSentEvent(null, "x\n" + delta("a")));
    }

    @Test
    void an_event_that_is_cut_off_is_dropped() {
        feed("data: whole\n\ndata: half\n");
        assertThat(events).extracting(ServerSentEvent::data).containsExactly("whole");
    }

    @Test
    void an_event_longer_than_the_bound_is_refused_however_it_comes() {
        String line = "data: " + "x".repeat(90) + "\n";
        feed(line.repeat(10));
        assertThatThrownBy(() -> feed(line)).isInstanceOf(UpstreamException.class);

        SseParser other = new SseParser(1_000, words::add, events::add);
        assertThatThrownBy(() -> other.feed(Buffer.buffer("x".repeat(1_001))))
                .isInstanceOf(UpstreamException.class);
    }

    @Test
    void many_events_together_may_be_longer_than_the_bound_of_one() {
        feed(("data: " + "x".repeat(900) + "\n\n").repeat(5));
        assertThat(events).hasSize(5);
    }

    private static String delta(String words) {
        return "{\"choices\":[{\"delta\":{\"content\":\"" + words + "\"}}]}";
    }

    private void feed(String text) {
        parser.feed(Buffer.buffer(text));
    }
}

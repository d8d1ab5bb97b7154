package dev.switchboard.gateway.assistant.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainDeltaTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                {"id":"c-1","object":"chat.completion.chunk","created":1760000000,"model":"m",
                "service_tier":"default","system_fingerprint":"fp","choices":[{"index":0,
                "delta":{"content":" a\\"b\\u00e9"},"logprobs":null,"finish_reason":null}],
                "usage":null,"obfuscation":"x7"}\
                """,
                """
                {"choices":[{"delta":{"role":"assistant","refusal":null,"tool_calls":null,
                "reasoning_content":null,"content":" a\\"b\\u00e9"}}]}\
                """,
                """
                { "error" : null, "choices" : [ { "delta" : { "content" : " a\\"b\\u00e9" } } ] }\
                """
            })
    void words_alone_are_read(String data) {
        assertThat(wordsOf(data)).isEqualTo(" a\"b\u00e9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[DONE]",
                "",
                "null",
                "{}",
                "{\"choices\":[]}",
                "{\"choices\":null}",
                "{\"choices\":[{\"delta\":{}}]}",
                "{\"choices\":[{\"delta\":null}]}",
                "{\"choices\":[{\"delta\":{\"content\":null}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"\"}}]}",
                "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":[{\"text\":\"a\"}]}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":[]}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\",\"refusal\":\"no\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\",\"reasoning_content\":\"b\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\",\"content\":\"b\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\",\"tool_calls\":[{\"index\":0}]}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}},{\"delta\":{\"content\":\"b\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":{\"total_tokens\":3}}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"error\":{\"message\":\"late\"}}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"new\":true}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]} {}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]",
                "{\"choices\":[{\"delta\":{\"content\":\"a"
            })
    void whatever_carries_more_is_left_to_langchain4j(String data) {
        assertThat(wordsOf(data)).isNull();
    }

    @Test
    void words_of_any_script_and_beyond_the_basic_plane_come_whole() {
        assertThat(wordsOf("{\"choices\":[{\"delta\":{\"content\":\"\u8fd4\ud83d\ude00\"}}]}"))
                .isEqualTo("\u8fd4\ud83d\ude00");
        assertThat(wordsOf("{\"choices\":[{\"delta\":{\"content\":\"\\ud83d\\ude00\"}}]}"))
                .isEqualTo("\ud83d\ude00");
    }

    private static @Nullable String wordsOf(String data) {
        byte[] bytes = ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
        String words = PlainDelta.of(bytes, 6, bytes.length - 2);
        assertThat(PlainDelta.of(data)).isEqualTo(words);
        return words;
    }
}

package dev.switchboard.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a client hears of its mistakes: which field, what was expected, what came.
class BadFrameTest {

    private static final String LONG = "x".repeat(65);

    static Stream<Arguments> not_one_object() {
        return Stream.of(
                arguments("", "frame: expected a JSON object, got nothing"),
                arguments("  \n", "frame: expected a JSON object, got nothing"),
                arguments("[]", "frame: expected a JSON object, got an array"),
                arguments("\"hello\"", "frame: expected a JSON object, got a string"),
                arguments("17", "frame: expected a JSON object, got a number"),
                arguments("null", "frame: expected a JSON object, got null"),
                arguments("true", "frame: expected a JSON object, got true or false"),
                arguments("{", "frame: expected a JSON object, got an unfinished one"),
                arguments("{\"type\":\"pi", "frame: expected a JSON object, got an unfinished one"),
                arguments(
                        "hello",
                        "frame: expected a JSON object, got something else at character 0"),
                arguments(
                        "{'type':'ping'}",
                        "frame: expected a JSON object, got something else at character 1"),
                arguments(
                        "{\"type\":\"ping\",}",
                        "frame: expected a JSON object, got something else at character 15"),
                arguments(
                        "{\"type\":\"say\",\"text\":\"a\nb\"}",
                        "frame: expected a JSON object, got something else at character 23"),
                arguments(
                        "{\"type\":\"ping\"} {}",
                        "frame: expected one JSON object, got more after it"),
                arguments(
                        "{\"type\":\"ping\"}]",
                        "frame: expected a JSON object, got something else at character 15"),
                arguments(
                        "{\"type\":\"ping\",\"type\":\"stop\"}", "type: expected once, got twice"),
                arguments("{\"type\":\"ping\",\"x\":1,\"x\":1}", "x: expected once, got twice"),
                arguments(
                        "{\"type\":\"ping\",\"a\":" + "[".repeat(40) + "]".repeat(40) + "}",
                        "frame: expected at most 32 levels and numbers of at most 100 digits, got"
                                + " more"),
                arguments(
                        "{\"type\":\"read\",\"seq\":" + "9".repeat(101) + "}",
                        "frame: expected at most 32 levels and numbers of at most 100 digits, got"
                                + " more"));
    }

    @ParameterizedTest
    @MethodSource
    void not_one_object(String json, String message) {
        assertThat(FrameCodec.customer(json)).isEqualTo(bad("bad-frame", message));
        assertThat(FrameCodec.agent(json)).isEqualTo(bad("bad-frame", message));
        assertThat(FrameCodec.customer(json.getBytes(UTF_8))).isEqualTo(bad("bad-frame", message));
    }

    static Stream<Arguments> a_customer_hears_what_is_wrong() {
        return Stream.of(
                arguments("{}", "type: expected a string, got nothing"),
                arguments("{'type':7}", "type: expected a string, got a number"),
                arguments("{'type':null}", "type: expected a string, got null"),
                arguments(
                        "{'type':'say','text':'a'}",
                        id("a string of 1 to 64 characters, got nothing")),
                arguments(
                        "{'type':'say','id':7,'text':'a'}",
                        id("a string of 1 to 64 characters, got a number")),
                arguments(
                        "{'type':'say','id':'','text':'a'}",
                        id("1 to 64 characters, got blank text")),
                arguments(
                        "{'type':'say','id':'  ','text':'a'}",
                        id("1 to 64 characters, got blank text")),
                arguments(
                        "{'type':'say','id':'" + LONG + "','text':'a'}",
                        id("1 to 64 characters, got 65 characters")),
                arguments(
                        "{'type':'say','id':'a\\nb','text':'a'}",
                        id("no control characters, got one")),
                arguments(
                        "{'type':'say','id':'a\\ud800','text':'a'}",
                        id("whole characters, got half a surrogate pair")),
                arguments("{'type':'human'}", id("a string of 1 to 64 characters, got nothing")),
                arguments(
                        "{'type':'end','id':[1]}",
                        id("a string of 1 to 64 characters, got an array")),
                arguments("{'type':'read'}", "seq: expected a whole number from 0, got nothing"),
                arguments(
                        "{'type':'read','seq':'5'}",
                        "seq: expected a whole number from 0, got a string"),
                arguments(
                        "{'type':'read','seq':-1}",
                        "seq: expected a whole number from 0, got a smaller number"),
                arguments(
                        "{'type':'read','seq':1.0}",
                        "seq: expected a whole number from 0, got a number with a fraction or exponent"),
                arguments(
                        "{'type':'read','seq':1e2}",
                        "seq: expected a whole number from 0, got a number with a fraction or exponent"),
                arguments(
                        "{'type':'read','seq':9007199254740992}",
                        "seq: expected a whole number from 0, got a larger number"),
                arguments(
                        "{'type':'read','seq':99999999999999999999}",
                        "seq: expected a whole number from 0, got a number of more than 18 digits"),
                arguments(
                        "{'type':'hello','after':true}",
                        "after: expected a whole number from 0, got true or false"),
                arguments(
                        "{'type':'hello','conversation':''}",
                        "conversation: expected 1 to 64 characters, got blank text"),
                arguments(
                        "{'type':'hello','conversation':'a}b'}",
                        "conversation: expected an id that the gateway gave, got other characters"),
                arguments(
                        "{'type':'hello','conversation':{}}",
                        "conversation: expected a string of 1 to 64 characters, got an object"),
                arguments(
                        "{'type':'hello','locale':'sv_SE'}",
                        "locale: expected a BCP 47 language tag, got another string"),
                arguments(
                        "{'type':'hello','locale':''}",
                        "locale: expected a BCP 47 language tag, got another string"),
                arguments(
                        "{'type':'hello','locale':46}",
                        "locale: expected a BCP 47 language tag, got a number"),
                arguments(
                        "{'type':'token','jwt':''}",
                        "jwt: expected something to read, got blank text"),
                arguments("{'type':'token'}", "jwt: expected a string, got nothing"));
    }

    @ParameterizedTest
    @MethodSource
    void a_customer_hears_what_is_wrong(String json, String message) {
        assertThat(FrameCodec.customer(json.replace('\'', '"')))
                .isEqualTo(bad("bad-frame", message));
    }

    static Stream<Arguments> the_id_of_a_bad_frame_is_told() {
        return Stream.of(
                arguments("{'type':'say','id':'m-1'}", "text: expected a string, got nothing"),
                arguments(
                        "{'text':7,'type':'say','id':'m-1'}",
                        "text: expected a string, got a number"),
                arguments(
                        "{'type':'say','id':'m-1','text':''}",
                        "text: expected something to read, got blank text"),
                arguments(
                        "{'type':'say','id':'m-1','text':' \\n\\t\\u00a0\\u200b'}",
                        "text: expected something to read, got blank text"),
                arguments(
                        "{'type':'say','id':'m-1','text':'a\\u0000b'}",
                        "text: expected no character U+0000, got one"),
                arguments(
                        "{'type':'say','id':'m-1','text':'a\\ud83d b'}",
                        "text: expected whole characters, got half a surrogate pair"),
                arguments(
                        "{'type':'say','id':'m-1','text':'\\ude00\\ud83d'}",
                        "text: expected whole characters, got half a surrogate pair"),
                arguments(
                        "{'type':'rate','id':'m-1'}",
                        "score: expected a whole number from 1 to 5, got nothing"),
                arguments(
                        "{'type':'rate','id':'m-1','score':0}",
                        "score: expected a whole number from 1 to 5, got a smaller number"),
                arguments(
                        "{'type':'rate','id':'m-1','score':6}",
                        "score: expected a whole number from 1 to 5, got a larger number"),
                arguments(
                        "{'type':'rate','id':'m-1','score':'5'}",
                        "score: expected a whole number from 1 to 5, got a string"),
                arguments(
                        "{'type':'rate','id':'m-1','score':5,'comment':7}",
                        "comment: expected a string, got a number"),
                arguments("{'id':'m-1'}", "type: expected a string, got nothing"),
                arguments(
                        "{'id':'m-1','type':'say','text':'a'",
                        "frame: expected a JSON object, got an unfinished one"));
    }

    @ParameterizedTest
    @MethodSource
    void the_id_of_a_bad_frame_is_told(String json, String message) {
        assertThat(FrameCodec.customer(json.replace('\'', '"')))
                .isEqualTo(new Decoded.Bad<>("bad-frame", message, Optional.of("m-1")));
    }

    static Stream<Arguments> an_agent_hears_what_is_wrong() {
        String given = "conversation: expected a string of 1 to 64 characters, got nothing";
        return Stream.of(
                arguments("{'type':'presence'}", "state: expected available or away, got nothing"),
                arguments(
                        "{'type':'presence','state':'busy'}",
                        "state: expected available or away, got another string"),
                arguments(
                        "{'type':'presence','state':true}",
                        "state: expected available or away, got true or false"),
                arguments(
                        "{'type':'accept'}",
                        "offer: expected a string of 1 to 64 characters, got nothing"),
                arguments(
                        "{'type':'accept','offer':'a b'}",
                        "offer: expected an id that the gateway gave, got other characters"),
                arguments(
                        "{'type':'decline','offer':'o-1','reason':7}",
                        "reason: expected a string, got a number"),
                arguments("{'type':'say'}", given),
                arguments("{'type':'typing'}", given),
                arguments("{'type':'read','seq':1}", given),
                arguments("{'type':'return'}", given),
                arguments(
                        "{'type':'transfer','conversation':'c'}",
                        "to: expected an object, got nothing"),
                arguments(
                        "{'type':'transfer','conversation':'c','to':'ana'}",
                        "to: expected an object, got a string"),
                arguments(
                        "{'type':'transfer','conversation':'c','to':{}}",
                        "to: expected one of agent, skill and language, got 0 of them"),
                arguments(
                        "{'type':'transfer','conversation':'c','to':{'agent':'a','skill':'b'}}",
                        "to: expected one of agent, skill and language, got 2 of them"),
                arguments(
                        "{'type':'transfer','conversation':'c','to':{'agent':7}}",
                        "to.agent: expected a string of 1 to 128 characters, got a number"),
                arguments(
                        "{'type':'transfer','conversation':'c','to':{'skill':{}}}",
                        "to.skill: expected a string of 1 to 128 characters, got an object"),
                arguments(
                        "{'type':'transfer','conversation':'c','to':{'language':'på svenska'}}",
                        "to.language: expected a BCP 47 language tag, got another string"),
                arguments(
                        "{'type':'transfer','conversation':'c','to':{'agent':'a','agent':'b'}}",
                        "to.agent: expected once, got twice"),
                arguments(
                        "{'type':'close','conversation':'c'}",
                        "disposition: expected a string of 1 to 128 characters, got nothing"),
                arguments(
                        "{'type':'close','conversation':'c','disposition':'d','tags':'t'}",
                        "tags: expected an array of strings, got a string"),
                arguments(
                        "{'type':'close','conversation':'c','disposition':'d','tags':['t',7]}",
                        "tags[1]: expected a string of 1 to 128 characters, got a number"),
                arguments(
                        "{'type':'close','conversation':'c','disposition':'d','tags':[['t']]}",
                        "tags[0]: expected a string of 1 to 128 characters, got an array"));
    }

    @ParameterizedTest
    @MethodSource
    void an_agent_hears_what_is_wrong(String json, String message) {
        assertThat(FrameCodec.agent(json.replace('\'', '"'))).isEqualTo(bad("bad-frame", message));
    }

    static Stream<Arguments> an_unknown_type_is_named_where_it_is_a_name() {
        return Stream.of(
                arguments("dance", "dance"),
                arguments("presence", "presence"),
                arguments("Say", "Say"),
                arguments("", "(a name of 0 characters)"),
                arguments("x".repeat(33), "(a name of 33 characters)"),
                arguments("<b>", "(a name with unusual characters)"));
    }

    @ParameterizedTest
    @MethodSource
    void an_unknown_type_is_named_where_it_is_a_name(String type, String named) {
        assertThat(FrameCodec.customer("{\"type\":\"" + type + "\",\"id\":\"m-1\"}"))
                .isEqualTo(
                        new Decoded.Bad<>(
                                "unknown-type",
                                "type: expected a frame of the customer's, got " + named,
                                Optional.of("m-1")));
    }

    @Test
    void customers_and_agents_do_not_speak_for_each_other() {
        assertThat(FrameCodec.agent("{\"type\":\"human\",\"id\":\"h\"}"))
                .isEqualTo(
                        new Decoded.Bad<>(
                                "unknown-type",
                                "type: expected a frame of the agent's, got human",
                                Optional.of("h")));
    }

    static Stream<byte[]> bytes_that_are_not_utf_8_are_refused() {
        return Stream.of(
                new byte[] {(byte) 0xC0, (byte) 0xAF}, // overlong
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, // half a surrogate pair
                new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, // above U+10FFFF
                new byte[] {(byte) 0xE2, (byte) 0x82}, // cut short
                new byte[] {(byte) 0xFF});
    }

    @ParameterizedTest
    @MethodSource
    void bytes_that_are_not_utf_8_are_refused(byte[] wrong) {
        byte[] before = "{\"type\":\"say\",\"id\":\"m-1\",\"text\":\"".getBytes(UTF_8);
        byte[] after = "\"}".getBytes(UTF_8);
        byte[] frame = new byte[before.length + wrong.length + after.length];
        System.arraycopy(before, 0, frame, 0, before.length);
        System.arraycopy(wrong, 0, frame, before.length, wrong.length);
        System.arraycopy(after, 0, frame, before.length + wrong.length, after.length);
        assertThat(FrameCodec.customer(frame))
                .isEqualTo(bad("bad-frame", "frame: expected UTF-8, got other bytes"));
    }

    @Test
    void a_message_never_repeats_what_was_written() {
        String secret = "4111-1111-1111-1111";
        Stream.of(
                        "{'type':'" + secret + " " + secret + "'}",
                        "{'type':'say','id':'i','text':{'a':'" + secret + "'}}",
                        "{'type':'hello','locale':'" + secret + "!'}",
                        "{'type':'hello','conversation':'" + secret + "{'}",
                        "{'type':'rate','id':'i','score':'" + secret + "'}",
                        "{'type':'say','text':'" + secret + "' oops}")
                .forEach(json ->
                        assertThat(FrameCodec.customer(json.replace('\'', '"')))
                                .isInstanceOf(Decoded.Bad.class)
                                .asString()
                                .doesNotContain("4111"));
    }

    @Test
    void many_tags_are_counted_not_kept() {
        String tags = String.join(",", IntStream.range(0, 33).mapToObj(i -> "\"t\"").toList());
        assertThat(
                        FrameCodec.agent(
                                "{\"type\":\"close\",\"conversation\":\"c\",\"disposition\":\"d\",\"tags\":["
                                        + tags
                                        + "]}"))
                .isEqualTo(bad("bad-frame", "tags: expected at most 32, got 33 of them"));
    }

    private static String id(String rest) {
        return "id: expected " + rest;
    }

    private static Decoded<Object> bad(String code, String message) {
        return new Decoded.Bad<>(code, message, Optional.empty());
    }
}

package dev.switchboard.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.switchboard.gateway.wire.AgentFrame.Target;
import dev.switchboard.gateway.wire.ServerFrame.From;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Good frames, there and back.
class FrameCodecTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Optional<String> NONE = Optional.empty();
    private static final Instant AT = Instant.parse("2026-11-23T10:15:30.123Z");

    static Stream<Arguments> what_a_customer_says_is_understood() {
        return Stream.of(
                arguments(
                        "{'type':'hello'}",
                        new CustomerFrame.Hello(NONE, OptionalLong.empty(), NONE)),
                arguments(
                        "{'type':'hello','after':0}",
                        new CustomerFrame.Hello(NONE, OptionalLong.of(0), NONE)),
                arguments(
                        "{'type':'hello','conversation':null,'after':null,'locale':null}",
                        new CustomerFrame.Hello(NONE, OptionalLong.empty(), NONE)),
                arguments(
                        "{'locale':'sv-SE','after':12,'conversation':'01K.A_b-9','type':'hello'}",
                        new CustomerFrame.Hello(
                                Optional.of("01K.A_b-9"),
                                OptionalLong.of(12),
                                Optional.of("sv-SE"))),
                arguments(
                        "{'type':'say','id':'m-1','text':' Hej\\n\\tdå '}",
                        new CustomerFrame.Say("m-1", " Hej\n\tdå ")),
                arguments(
                        "{'type':'say','id':'m-1','text':'\\ud83d\\ude00'}",
                        new CustomerFrame.Say("m-1", "😀")),
                arguments("{'type':'stop','id':7}", new CustomerFrame.Stop()),
                arguments("{'type':'human','id':'h'}", new CustomerFrame.Human("h")),
                arguments(
                        "{'type':'typing','text':[[{'deep':[1e999]}]]}",
                        new CustomerFrame.Typing()),
                arguments(
                        "{'type':'read','seq':9007199254740991}",
                        new CustomerFrame.Read(9007199254740991L)),
                arguments(
                        "{'type':'rate','id':'r','score':5}", new CustomerFrame.Rate("r", 5, NONE)),
                arguments(
                        "{'type':'rate','id':'r','score':1,'comment':''}",
                        new CustomerFrame.Rate("r", 1, NONE)),
                arguments(
                        "{'type':'rate','id':'r','score':1,'comment':'meh'}",
                        new CustomerFrame.Rate("r", 1, Optional.of("meh"))),
                arguments("{'type':'end','id':'e'}", new CustomerFrame.End("e")),
                arguments("{'type':'token','jwt':'a.b.c'}", new CustomerFrame.Token("a.b.c")),
                arguments(" {'type':'ping'}\\n", new CustomerFrame.Ping()));
    }

    @ParameterizedTest
    @MethodSource
    void what_a_customer_says_is_understood(String json, CustomerFrame frame) {
        String quoted = json.replace('\'', '"').replaceAll("\\\\n$", "\n");
        assertThat(FrameCodec.customer(quoted)).isEqualTo(new Decoded.Ok<>(frame));
        assertThat(FrameCodec.customer(quoted.getBytes(UTF_8))).isEqualTo(new Decoded.Ok<>(frame));
    }

    static Stream<Arguments> what_an_agent_says_is_understood() {
        return Stream.of(
                arguments("{'type':'hello','after':3}", new AgentFrame.Hello()),
                arguments("{'type':'presence','state':'available'}", new AgentFrame.Presence(true)),
                arguments("{'type':'presence','state':'away'}", new AgentFrame.Presence(false)),
                arguments(
                        "{'type':'accept','offer':'1700-0:c~1'}",
                        new AgentFrame.Accept("1700-0:c~1")),
                arguments("{'type':'decline','offer':'o'}", new AgentFrame.Decline("o", NONE)),
                arguments(
                        "{'type':'decline','offer':'o','reason':'lunch'}",
                        new AgentFrame.Decline("o", Optional.of("lunch"))),
                arguments(
                        "{'type':'say','conversation':'c','id':'a','text':'Hej'}",
                        new AgentFrame.Say("c", "a", "Hej")),
                arguments("{'type':'typing','conversation':'c'}", new AgentFrame.Typing("c")),
                arguments(
                        "{'type':'read','conversation':'c','seq':4}", new AgentFrame.Read("c", 4)),
                arguments(
                        "{'type':'note','conversation':'c','id':'n','text':'fi'}",
                        new AgentFrame.Note("c", "n", "fi")),
                arguments(
                        "{'type':'transfer','conversation':'c','to':{'agent':'bo','skill':null}}",
                        new AgentFrame.Transfer("c", new Target.Agent("bo"), NONE)),
                arguments(
                        "{'type':'transfer','conversation':'c','to':{'skill':'cards'},'note':'n'}",
                        new AgentFrame.Transfer("c", new Target.Skill("cards"), Optional.of("n"))),
                arguments(
                        "{'type':'transfer','conversation':'c','to':{'language':'fi'}}",
                        new AgentFrame.Transfer("c", new Target.Language("fi"), NONE)),
                arguments("{'type':'return','conversation':'c'}", new AgentFrame.Return("c", NONE)),
                arguments(
                        "{'type':'close','conversation':'c','disposition':'done'}",
                        new AgentFrame.Close("c", "done", List.of())),
                arguments(
                        "{'type':'close','conversation':'c','disposition':'done','tags':['a','b']}",
                        new AgentFrame.Close("c", "done", List.of("a", "b"))),
                arguments("{'type':'token','jwt':'a.b.c'}", new AgentFrame.Token("a.b.c")),
                arguments("{'type':'ping'}", new AgentFrame.Ping()));
    }

    @ParameterizedTest
    @MethodSource
    void what_an_agent_says_is_understood(String json, AgentFrame frame) {
        String quoted = json.replace('\'', '"');
        assertThat(FrameCodec.agent(quoted)).isEqualTo(new Decoded.Ok<>(frame));
        assertThat(FrameCodec.agent(quoted.getBytes(UTF_8))).isEqualTo(new Decoded.Ok<>(frame));
    }

    @Test
    void an_id_is_measured_in_characters_not_in_halves_of_them() {
        String id = "😀".repeat(64);
        assertThat(FrameCodec.customer("{\"type\":\"end\",\"id\":\"" + id + "\"}"))
                .isEqualTo(new Decoded.Ok<>(new CustomerFrame.End(id)));
    }

    @Test
    void a_replacement_character_that_was_written_is_kept() {
        byte[] frame = "{\"type\":\"say\",\"id\":\"m\",\"text\":\"a\uFFFDb\"}".getBytes(UTF_8);
        assertThat(FrameCodec.customer(frame))
                .isEqualTo(new Decoded.Ok<>(new CustomerFrame.Say("m", "a\uFFFDb")));
    }

    static Stream<Arguments> a_frame_is_written_as_the_protocol_has_it() {
        Optional<String> c = Optional.of("c");
        From elin = new From("customer", Optional.of("Elin"));
        return Stream.of(
                arguments(
                        new ServerFrame.Said(
                                NONE,
                                7,
                                Optional.of("m"),
                                new From("customer", NONE),
                                "a \"b\"\n",
                                "sv",
                                AT,
                                Optional.empty(),
                                false),
                        "{'type':'said','seq':7,'id':'m','from':{'kind':'customer'},'text':'a \\'b\\'\\n','language':'sv','at':'2026-11-23T10:15:30.123Z'}"),
                arguments(
                        new ServerFrame.Said(
                                c,
                                8,
                                NONE,
                                elin,
                                "b",
                                "sv",
                                AT,
                                Optional.of(new ServerFrame.Original("fi", "a")),
                                true),
                        "{'type':'said','conversation':'c','seq':8,'from':{'kind':'customer','name':'Elin'},'text':'b','language':'sv','at':'2026-11-23T10:15:30.123Z','translatedFrom':'fi','original':'a','interrupted':true}"),
                arguments(
                        new ServerFrame.Delta(NONE, "t", 16, "å😀"),
                        "{'type':'delta','turn':'t','offset':16,'text':'å😀'}"),
                arguments(
                        new ServerFrame.Turn(NONE, "t", "completed", OptionalLong.of(2)),
                        "{'type':'turn','turn':'t','state':'completed','seq':2}"),
                arguments(
                        new ServerFrame.HolderChanged(
                                NONE, 6, 2, "agent", Optional.of("Ana"), Optional.of("dispute")),
                        "{'type':'holder','seq':6,'epoch':2,'holder':'agent','agent':{'name':'Ana'},'reason':'dispute'}"),
                arguments(
                        new ServerFrame.Queue(2, Optional.of(new ServerFrame.Wait(60, 150))),
                        "{'type':'queue','position':2,'waitSeconds':[60,150]}"),
                arguments(
                        new ServerFrame.Queue(2, Optional.empty()).withText("Du är tvåa."),
                        "{'type':'queue','position':2,'text':'Du är tvåa.'}"),
                arguments(
                        new ServerFrame.Goodbye("slow", 1).withText("Långsamt."),
                        "{'type':'goodbye','reason':'slow','reconnectAfter':1,'text':'Långsamt.'}"),
                arguments(
                        new ServerFrame.Queue(1, Optional.empty()),
                        "{'type':'queue','position':1}"),
                arguments(
                        new ServerFrame.Error(
                                "too-many", "slower", Optional.of("m"), OptionalInt.of(2)),
                        "{'type':'error','code':'too-many','message':'slower','id':'m','retryAfter':2}"),
                arguments(
                        new ServerFrame.SeatWelcome("ana", "away", List.of("c"), 25),
                        "{'type':'welcome','seat':'ana','state':'away','conversations':['c'],'heartbeat':25}"),
                arguments(new ServerFrame.Pong(), "{'type':'pong'}"));
    }

    @ParameterizedTest
    @MethodSource
    void a_frame_is_written_as_the_protocol_has_it(ServerFrame frame, String json) {
        assertThat(new String(FrameCodec.encode(frame), UTF_8)).isEqualTo(json.replace('\'', '"'));
    }

    @Test
    void a_transcript_is_written_as_frames() throws IOException {
        ServerFrame assigned = Samples.toAgentsFull().get(3);
        JsonNode entries = JSON.readTree(FrameCodec.encode(assigned)).get("entries");
        assertThat(entries.valueStream().map(entry -> entry.get("type").asText()))
                .containsExactly("said", "note");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23T10:15:30Z > 2026-11-23T10:15:30.000Z",
                "2026-11-23T10:15:30.1Z > 2026-11-23T10:15:30.100Z",
                "2026-11-23T10:15:30.123999999Z > 2026-11-23T10:15:30.123Z",
                "2026-11-23T00:00:00Z > 2026-11-23T00:00:00.000Z"
            })
    void an_instant_has_exactly_milliseconds(String case_) throws IOException {
        String[] parts = case_.split(" > ");
        ServerFrame note =
                new ServerFrame.Note(
                        "c", 1, NONE, new From("agent", NONE), "t", Instant.parse(parts[0]), false);
        assertThat(JSON.readTree(FrameCodec.encode(note)).get("at").asText()).isEqualTo(parts[1]);
    }

    @Test
    void half_a_pair_is_replaced_by_one_unit_so_that_offsets_hold() throws IOException {
        String text = "a\ud83d" + "b\ude00c\ud83d\ude00\ud83d";
        ServerFrame delta = new ServerFrame.Delta(NONE, "t", 0, text);
        String sent = JSON.readTree(FrameCodec.encode(delta)).get("text").asText();
        assertThat(sent).isEqualTo("a\uFFFDb\uFFFDc\ud83d\ude00\uFFFD").hasSameSizeAs(text);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void every_text_survives_the_way_in_and_the_way_out(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            String text = "x" + randomText(random);
            String in = JSON.writeValueAsString(Map.of("type", "say", "id", "m", "text", text));
            assertThat(FrameCodec.customer(in.getBytes(UTF_8)))
                    .as("seed %d", seed)
                    .isEqualTo(new Decoded.Ok<>(new CustomerFrame.Say("m", text)));
            byte[] out = FrameCodec.encode(new ServerFrame.Delta(NONE, "t", i, text));
            assertThat(JSON.readTree(out).get("text").asText()).as("seed %d", seed).isEqualTo(text);
        }
    }

    @Test
    void a_word_the_protocol_does_not_have_is_our_own_mistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> new From("robot", NONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServerFrame.Withdrawn("o", "bored"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServerFrame.Turn(NONE, "t", "paused", OptionalLong.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServerFrame.HolderChanged(NONE, 1, 1, "nobody", NONE, NONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ServerFrame.HolderChanged(
                                NONE, 1, 1, "queue", NONE, Optional.of("whim")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServerFrame.Error("oops", "m", NONE, OptionalInt.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServerFrame.Queue(0, Optional.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> new ServerFrame.Wait(60, 30));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServerFrame.Delta(NONE, "t", -1, "x"));
    }

    /// Any characters a text may hold, the odd ones more often.
    private static String randomText(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        while (text.length() < length) {
            int bound = new int[] {0x20, 0x80, 0x800, 0x10000, 0x110000}[random.nextInt(5)];
            int c = random.nextInt(1, bound);
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                text.appendCodePoint(c);
            }
        }
        return text.toString();
    }
}

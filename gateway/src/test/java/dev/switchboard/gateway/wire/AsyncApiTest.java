package dev.switchboard.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.switchboard.gateway.wire.AsyncApi.Message;
import dev.switchboard.routing.conversation.Reason;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The machine-readable document describes every frame that is sent or taken, field by field, and
/// nothing else.
class AsyncApiTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final AsyncApi DOCUMENT = new AsyncApi();

    /// Who sends to the gateway.
    enum Sender {
        CUSTOMER("fromCustomer", CustomerFrame.class, FrameCodec::customer, CustomerFrames::decode),
        AGENT("fromAgent", AgentFrame.class, FrameCodec::agent, AgentFrames::decode);

        final Map<String, Message> messages;
        final Class<?> frames;
        final Function<String, Decoded<?>> codec;
        final Function<Fields, Decoded<?>> fields;

        Sender(
                String operation,
                Class<?> frames,
                Function<String, Decoded<?>> codec,
                Function<Fields, Decoded<?>> fields) {
            this.messages = DOCUMENT.messages(operation);
            this.frames = frames;
            this.codec = codec;
            this.fields = fields;
        }
    }

    /// Who hears from the gateway.
    enum Hearer {
        CUSTOMER("toCustomer", Samples.toCustomersFull(), Samples.toCustomersLeast()),
        AGENT("toAgent", Samples.toAgentsFull(), Samples.toAgentsLeast());

        final Map<String, Message> messages;
        final List<ServerFrame> full;
        final List<ServerFrame> least;

        Hearer(String operation, List<ServerFrame> full, List<ServerFrame> least) {
            this.messages = DOCUMENT.messages(operation);
            this.full = full;
            this.least = least;
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_examples_are_taken_and_cover_every_frame(Sender sender) {
        Set<Object> kinds = new HashSet<>();
        for (Message message : sender.messages.values()) {
            for (JsonNode example : message.examples()) {
                assertThat(message.schema().problems(example)).as(message.type()).isEmpty();
                kinds.add(frame(sender.codec.apply(example.toString())).getClass());
            }
        }
        assertThat(kinds)
                .containsExactlyInAnyOrder((Object[]) sender.frames.getPermittedSubclasses());
    }

    @ParameterizedTest
    @EnumSource
    void the_fields_described_are_those_the_decoder_asks_for(Sender sender) {
        for (Message message : sender.messages.values()) {
            Set<String> asked = new TreeSet<>();
            message.examples()
                    .forEach(e -> sender.fields.apply(AskedFields.of(e.toString(), asked)));
            assertThat(asked).as(message.type()).isEqualTo(message.schema().paths());
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_fields_required_are_those_the_decoder_will_not_do_without(Sender sender) {
        for (Message message : sender.messages.values()) {
            ObjectNode example = message.examples().getLast().deepCopy();
            Set<String> missed = new TreeSet<>();
            for (Map.Entry<String, JsonNode> field : example.properties()) {
                String without = example.deepCopy().without(field.getKey()).toString();
                if (sender.codec.apply(without) instanceof Decoded.Bad<?>) {
                    missed.add(field.getKey());
                }
            }
            assertThat(missed).as(message.type()).isEqualTo(message.schema().requiredPaths());
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_bounds_described_are_those_the_decoder_keeps(Sender sender) {
        for (Message message : sender.messages.values()) {
            for (JsonNode example : message.examples()) {
                for (Map.Entry<String, JsonNode> field : example.properties()) {
                    for (Object value : atTheBounds(message.schema().property(field.getKey()))) {
                        ObjectNode changed = example.deepCopy();
                        changed.set(field.getKey(), JSON.valueToTree(value));
                        assertThat(sender.codec.apply(changed.toString()) instanceof Decoded.Ok<?>)
                                .as("%s", changed)
                                .isEqualTo(message.schema().problems(changed).isEmpty());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_frame_sent_is_as_described(Hearer hearer) throws IOException {
        for (ServerFrame frame :
                Stream.concat(hearer.full.stream(), hearer.least.stream()).toList()) {
            JsonNode sent = JSON.readTree(FrameCodec.encode(frame));
            assertThat(hearer.messages).containsKey(sent.get("type").asText());
            Schema schema = hearer.messages.get(sent.get("type").asText()).schema();
            assertThat(schema.problems(sent)).as("%s", sent).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_field_described_is_sent_and_every_one_required_always(Hearer hearer)
            throws IOException {
        Map<String, Set<String>> described = new TreeMap<>();
        Map<String, Set<String>> required = new TreeMap<>();
        for (Message message : hearer.messages.values()) {
            described.put(message.type(), message.schema().paths());
            required.put(message.type(), message.schema().requiredPaths());
        }
        assertThat(pathsByType(hearer.full)).isEqualTo(described);
        assertThat(pathsByType(hearer.least)).isEqualTo(required);
    }

    @ParameterizedTest
    @EnumSource
    void the_examples_of_what_is_sent_fit_their_schemas(Hearer hearer) {
        for (Message message : hearer.messages.values()) {
            assertThat(message.examples()).as(message.type()).isNotEmpty();
            for (JsonNode example : message.examples()) {
                assertThat(message.schema().problems(example)).as("%s", example).isEmpty();
            }
        }
    }

    @Test
    void the_samples_leave_out_no_frame() {
        Set<Object> kinds = new HashSet<>();
        for (Hearer hearer : Hearer.values()) {
            hearer.full.forEach(frame -> kinds.add(frame.getClass()));
        }
        assertThat(kinds)
                .containsExactlyInAnyOrder((Object[]) ServerFrame.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @EnumSource
    void the_full_samples_leave_out_no_field(Hearer hearer) throws ReflectiveOperationException {
        Set<Object> absent =
                Set.of(Optional.empty(), OptionalLong.empty(), OptionalInt.empty(), false);
        for (ServerFrame frame : hearer.full) {
            for (RecordComponent component : frame.getClass().getRecordComponents()) {
                // Only customers are told in words; where all frames have words, they are no
                // Optional.
                boolean words =
                        hearer == Hearer.AGENT
                                && component.getName().equals("text")
                                && component.getType().equals(Optional.class);
                if (!component.getName().equals("conversation") && !words) {
                    assertThat(component.getAccessor().invoke(frame))
                            .as("%s of %s", component.getName(), frame)
                            .isNotIn(absent);
                }
            }
        }
    }

    @Test
    void no_message_hides_outside_the_operations() {
        assertThat(DOCUMENT.messagesOf("chat"))
                .isEqualTo(Sender.CUSTOMER.messages.size() + Hearer.CUSTOMER.messages.size());
        assertThat(DOCUMENT.messagesOf("seat"))
                .isEqualTo(Sender.AGENT.messages.size() + Hearer.AGENT.messages.size());
    }

    @Test
    void the_words_described_are_the_words_used() {
        assertThat(words("holder", "")).isEqualTo(Words.HOLDERS);
        assertThat(words("from", "/properties/kind")).isEqualTo(Words.SPEAKERS);
        assertThat(words("turn", "/properties/state")).isEqualTo(Words.TURN_STATES);
        assertThat(words("withdrawn", "/properties/why")).isEqualTo(Words.WITHDRAWALS);
        assertThat(words("reason", ""))
                .isEqualTo(
                        Arrays.stream(Reason.values())
                                .map(Reason::code)
                                .collect(Collectors.toSet()));
        assertThat(words("error", "/properties/code"))
                .isEqualTo(
                        Arrays.stream(ErrorCode.values())
                                .map(ErrorCode::code)
                                .collect(Collectors.toSet()));
    }

    private static Set<String> words(String schema, String at) {
        return DOCUMENT.schema(schema)
                .at(at + "/enum")
                .valueStream()
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    private static Object frame(Decoded<?> decoded) {
        assertThat(decoded).isInstanceOf(Decoded.Ok.class);
        return ((Decoded.Ok<?>) decoded).frame();
    }

    private static Map<String, Set<String>> pathsByType(List<ServerFrame> frames)
            throws IOException {
        Map<String, Set<String>> paths = new TreeMap<>();
        for (ServerFrame frame : frames) {
            JsonNode sent = JSON.readTree(new String(FrameCodec.encode(frame), UTF_8));
            paths.put(sent.get("type").asText(), Schema.paths(sent));
        }
        return paths;
    }

    /// Values on both sides of each bound that a schema names.
    private static List<Object> atTheBounds(JsonNode schema) {
        List<Object> values = new ArrayList<>();
        for (String bound : List.of("minimum", "maximum")) {
            if (schema.has(bound)) {
                long at = schema.get(bound).asLong();
                values.addAll(List.of(at - 1, at, at + 1));
            }
        }
        for (String bound : List.of("minLength", "maxLength")) {
            if (schema.has(bound)) {
                int at = schema.get(bound).asInt();
                values.addAll(List.of("x".repeat(at - 1), "x".repeat(at), "x".repeat(at + 1)));
            }
        }
        if (schema.has("pattern")) {
            for (char c = 33; c < 127; c++) {
                values.add("a" + c + "a");
            }
        }
        if (schema.has("maxItems")) {
            int at = schema.get("maxItems").asInt();
            values.add(List.of("x".repeat(at).split("")));
            values.add(List.of("x".repeat(at + 1).split("")));
        }
        schema.path("enum").forEach(word -> values.add(word.asText()));
        values.addAll(List.of(true, 1.5, Map.of("x", 1), List.of(1)));
        return values;
    }
}

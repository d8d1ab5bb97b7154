package dev.switchboard.gateway.wire;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.switchboard.gateway.wire.AsyncApi.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `docs/protocol.md` says what `docs/asyncapi.yaml` says, and its examples are real frames.
class ProtocolPageTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final AsyncApi DOCUMENT = new AsyncApi();
    private static final String PAGE = read(Path.of("..", "docs", "protocol.md"));

    @ParameterizedTest
    @CsvSource({
        "Customer to gateway, fromCustomer",
        "Gateway to customer, toCustomer",
        "Agent to gateway, fromAgent",
        "Gateway to agent, toAgent"
    })
    void the_tables_name_every_frame_and_field(String section, String operation) {
        Map<String, Set<String>> written = new TreeMap<>();
        rows(section)
                .forEach(row ->
                        written.put(
                                row.group(1),
                                backticked(row.group(2).replaceAll("\\([^)]*\\)", ""))));
        Map<String, Set<String>> described = new TreeMap<>();
        DOCUMENT.messages(operation)
                .forEach((type, message) -> described.put(type, fields(message)));
        if (operation.equals("toAgent")) {
            // Entries of a transcript need not repeat it; the table says so in words.
            written.get("said").remove("conversation?");
            written.get("said").add("conversation");
        }
        assertThat(written).isEqualTo(described);
    }

    @Test
    void the_catalogues_are_complete() {
        assertThat(firstCells("Error codes"))
                .isEqualTo(
                        Arrays.stream(ErrorCode.values())
                                .map(code -> "`" + code.code() + "`")
                                .collect(toCollection(TreeSet::new)));
        assertThat(firstCells("Close codes"))
                .isEqualTo(
                        Arrays.stream(CloseCode.values())
                                .map(code -> String.valueOf(code.code()))
                                .collect(toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @CsvSource({"chat, fromCustomer, toCustomer", "seat, fromAgent, toAgent"})
    void the_example_conversations_are_real_frames(String socket, String from, String to)
            throws IOException {
        Function<String, Decoded<?>> decode =
                socket.equals("chat") ? FrameCodec::customer : FrameCodec::agent;
        Map<String, Message> heard = DOCUMENT.messages(to);
        int lines = 0;
        for (String line : examples(socket)) {
            JsonNode frame = JSON.readTree(line.substring(2));
            if (line.startsWith("> ")) {
                assertThat(decode.apply(line.substring(2))).as(line).isInstanceOf(Decoded.Ok.class);
            } else {
                assertThat(line).startsWith("< ");
                Message message = heard.get(frame.get("type").asText());
                assertThat(message.schema().problems(frame)).as(line).isEmpty();
            }
            lines++;
        }
        assertThat(lines).isGreaterThan(10);
    }

    @Test
    void the_pieces_of_the_example_answers_fit_together() throws IOException {
        StringBuilder answer = new StringBuilder();
        int answers = 0;
        for (String line : examples("chat")) {
            JsonNode frame = JSON.readTree(line.substring(2));
            switch (frame.get("type").asText()) {
                case "turn" -> answer.setLength(0);
                case "delta" -> {
                    assertThat(frame.get("offset").asInt()).as(line).isEqualTo(answer.length());
                    answer.append(frame.get("text").asText());
                }
                case "said" -> {
                    if (frame.at("/from/kind").asText().equals("assistant")) {
                        assertThat(frame.get("text").asText()).isEqualTo(answer.toString());
                        answers++;
                    }
                }
                default -> {}
            }
        }
        assertThat(answers).isPositive();
    }

    private static Set<String> fields(Message message) {
        Set<String> required = message.schema().requiredPaths();
        return message.schema().paths().stream()
                .filter(path -> !path.contains(".") && !path.contains("[") && !path.equals("type"))
                .map(path -> required.contains(path) ? path : path + "?")
                .collect(toCollection(TreeSet::new));
    }

    private static Iterable<MatchResult> rows(String section) {
        return Pattern.compile("^\\| `([a-z]+)` \\| ([^|]*)\\|", Pattern.MULTILINE)
                .matcher(section(section))
                .results()
                .toList();
    }

    private static Set<String> firstCells(String section) {
        return Pattern.compile("^\\| (`[a-z-]+`|[0-9]+) \\|", Pattern.MULTILINE)
                .matcher(section(section))
                .results()
                .map(row -> row.group(1))
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> backticked(String cell) {
        return Pattern.compile("`([A-Za-z]+)`(\\??)")
                .matcher(cell)
                .results()
                .map(name -> name.group(1) + name.group(2))
                .collect(toCollection(TreeSet::new));
    }

    private static String section(String name) {
        int start = PAGE.indexOf("\n## " + name + "\n");
        assertThat(start).as(name).isPositive();
        int end = PAGE.indexOf("\n## ", start + 1);
        return PAGE.substring(start, end);
    }

    private static Iterable<String> examples(String socket) {
        return Pattern.compile("```" + socket + "\n(.*?)```", Pattern.DOTALL)
                .matcher(PAGE)
                .results()
                .flatMap(block -> block.group(1).lines())
                .collect(Collectors.toList());
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

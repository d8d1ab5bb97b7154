package switchboard.load.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import switchboard.load.Json;
import switchboard.load.holder.Latencies;

final class ModelServerTest {

    private static final int TOKENS = 30;

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final switchboard.load.bench.Stream stream = new switchboard.load.bench.Stream(TOKENS);
    private final ModelServer model = new ModelServer(group.next(), List.of(stream));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void end() {
        client.close();
        model.close();
        group.shutdownGracefully();
    }

    @Test
    void an_answer_is_an_event_stream_as_openai_sends_it() throws Exception {
        assertThat(answer()).isEqualTo(answer());
        List<String> events = answer();
        assertThat(events).hasSize(TOKENS + 3);
        assertThat(events.getFirst()).contains("\"role\":\"assistant\"");
        assertThat(events.getLast()).isEqualTo("[DONE]");
        assertThat(events.get(TOKENS + 1)).contains("\"finish_reason\":\"stop\"");
        assertThat(pieces(events)).hasSize(TOKENS).allMatch(piece -> piece.length() == 5);
        assertThat(String.join("", pieces(events))).startsWith("Your item goes back into ");
    }

    @Test
    void a_paced_answer_comes_to_its_end_too() throws Exception {
        onLoop(() -> {
            model.deliver(new Delivery.Paced(1_000));
            return true;
        });
        assertThat(pieces(answer())).hasSize(TOKENS);
    }

    @Test
    void no_more_tokens_are_under_way_than_the_window_allows() throws Exception {
        onLoop(() -> {
            model.deliver(new Delivery.Window(2));
            stream.begin(TOKENS);
            return true;
        });
        List<Integer> underWay = new ArrayList<>();
        try (Stream<String> lines = asked().body()) {
            lines.filter(line -> line.contains("\"content\":\"") && !line.contains("role"))
                    .forEach(_ -> underWay.add(onLoop(this::receiveOne)));
        }
        assertThat(underWay).hasSize(TOKENS).allMatch(tokens -> tokens <= 2);
    }

    private int receiveOne() {
        int underWay = stream.underWay();
        int received = stream.sent() - underWay;
        assertThat(stream.receive(received + 1, System.nanoTime(), new Latencies())).isOne();
        return underWay;
    }

    @Test
    void it_answers_the_last_question_and_none_that_has_no_order() {
        assertThat(ModelConnection.order("Fees? #12 #99 and later: Refunds? #345 #1\"}]}"))
                .isEqualTo(345);
        assertThatThrownBy(() -> ModelConnection.order("Refunds?"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> answer() throws Exception {
        onLoop(() -> {
            stream.begin(TOKENS);
            return true;
        });
        HttpResponse<Stream<String>> response = asked();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        try (Stream<String> lines = response.body()) {
            return lines.filter(line -> line.startsWith("data: "))
                    .map(line -> line.substring(6))
                    .toList();
        }
    }

    private HttpResponse<Stream<String>> asked() throws Exception {
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"Refunds? #0 #7\"}]}";
        return client.send(
                HttpRequest.newBuilder(URI.create(model.url() + "/chat/completions"))
                        .version(HttpClient.Version.HTTP_1_1)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
    }

    private static List<String> pieces(List<String> events) {
        return events.stream()
                .filter(event -> event.startsWith("{"))
                .map(event -> Json.read(event).at("/choices/0/delta/content").asText())
                .filter(piece -> !piece.isEmpty())
                .toList();
    }

    private <T> T onLoop(Callable<T> what) {
        return group.next().submit(what).syncUninterruptibly().getNow();
    }
}

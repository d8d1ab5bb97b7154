import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// One customer's chat with a running node: a question, its streamed answer, a call for a person.
/// Run as `java -cp 'gateway/target/lib/*' .ci/Chat.java http://HOST:PORT`; ends with status 1 and
/// what was missing where anything was.
public final class Chat implements WebSocket.Listener {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();
    private final StringBuilder partial = new StringBuilder();

    public static void main(String[] args) throws Exception {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            new Chat().run(http, URI.create(args[0]));
        }
    }

    private void run(HttpClient http, URI node) throws Exception {
        URI chat = URI.create("ws://" + node.getAuthority() + "/chat");
        WebSocket socket =
                http.newWebSocketBuilder()
                        .subprotocols("switchboard.v1")
                        .header("Authorization", "Bearer " + token(http, node))
                        .connectTimeout(PATIENCE)
                        .buildAsync(chat, this)
                        .join();

        send(socket, "{'type':'hello','locale':'en-GB'}");
        JsonNode welcome = await("a welcome", type("welcome"));

        send(socket, "{'type':'say','id':'m1','text':'How do I extend the due date?'}");
        await("the message to be accepted", type("accepted").and(field("id", "m1")));
        String answer = answer();

        send(socket, "{'type':'human','id':'h1'}");
        JsonNode holder =
                await(
                        "a holder other than the assistant",
                        type("holder").and(field("holder", "assistant").negate()));

        System.out.printf(
                "chat %s: answered in %d characters, then held by %s%n",
                welcome.path("conversation").asText(),
                answer.length(),
                holder.path("holder").asText());
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    /// Reads one turn from its start to its end; what was streamed must be what was said.
    private String answer() throws InterruptedException {
        String turn =
                await("a turn to start", type("turn").and(field("state", "started")))
                        .path("turn")
                        .asText();
        StringBuilder streamed = new StringBuilder();
        String said = null;
        while (true) {
            JsonNode frame = await("the turn to complete", any -> true);
            switch (frame.path("type").asText()) {
                case "delta" -> {
                    check(
                            frame.path("offset").asInt() == streamed.length(),
                            "a delta does not continue the one before: " + frame);
                    streamed.append(frame.path("text").asText());
                }
                case "said" -> {
                    if (frame.path("from").path("kind").asText().equals("assistant")) {
                        said = frame.path("text").asText();
                    }
                }
                case "turn" -> {
                    check(frame.path("turn").asText().equals(turn), "another turn: " + frame);
                    check(
                            frame.path("state").asText().equals("completed"),
                            "the turn did not complete: " + frame);
                    check(!streamed.isEmpty(), "nothing was streamed");
                    check(
                            streamed.toString().equals(said),
                            "streamed was \"" + streamed + "\", said was \"" + said + "\"");
                    return said;
                }
                default -> {
                    // Typing, reading and the like do not matter here.
                }
            }
        }
    }

    private String token(HttpClient http, URI node) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(node.resolve("/demo/token"))
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"sub\":\"ci\",\"role\":\"customer\",\"market\":\"GB\"}"))
                        .build();
        HttpResponse<String> response =
                http.send(request, HttpResponse.BodyHandlers.ofString());
        check(
                response.statusCode() == 200,
                "no token: " + response.statusCode() + " " + response.body());
        return JSON.readTree(response.body()).path("token").asText();
    }

    private static void send(WebSocket socket, String frame) {
        socket.sendText(frame.replace('\'', '"'), true).join();
    }

    private JsonNode await(String what, Predicate<JsonNode> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode frame = frames.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            check(frame != null, "waited in vain for " + what);
            seen.add(frame.toString());
            check(
                    !frame.path("type").asText().equals("error"),
                    "waited for " + what + ", but got " + frame);
            if (wanted.test(frame)) {
                return frame;
            }
        }
    }

    private static Predicate<JsonNode> type(String type) {
        return field("type", type);
    }

    private static Predicate<JsonNode> field(String name, String value) {
        return frame -> frame.path(name).asText().equals(value);
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            System.err.println("The chat failed: " + otherwise);
            seen.forEach(frame -> System.err.println("  came: " + frame));
            System.exit(1);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                frames.add(JSON.readTree(partial.toString()));
            } catch (Exception notJson) {
                check(false, "a frame is not JSON: " + partial);
            }
            partial.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        check(code == WebSocket.NORMAL_CLOSURE, "closed with " + code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        check(false, "the socket broke: " + error);
    }
}

package switchboard.load.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import switchboard.load.Json;

/// The bytes of an answer as OpenAI streams it: each event a chunk of HTTP's, made once.
final class SseChunks {

    /// Every token has as many letters, so that a place in the text tells which token it is.
    static final int TOKEN_CHARS = 5;

    /// A sentence without a number, a name or a promise in it, over and over.
    static final List<String> TOKENS =
            List.of(
                    "Your ", "item ", "goes ", "back ", "into ", "that ", "same ", "shop ", "from ",
                    "once ", "then ", "due. ");

    /// What a response begins with.
    static final ByteBuf HEAD =
            constant(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                            + "Cache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + chunk(event("{\"role\":\"assistant\",\"content\":\"\"}", "null")));

    /// What it ends with.
    static final ByteBuf TAIL =
            constant(chunk(event("{}", "\"stop\"")) + chunk("data: [DONE]\n\n") + "0\r\n\r\n");

    private static final List<ByteBuf> CHUNKS =
            TOKENS.stream()
                    .map(token -> Json.object().put("content", token).toString())
                    .map(delta -> constant(chunk(event(delta, "null"))))
                    .toList();

    private SseChunks() {}

    /// The chunk of token `i`, to be written and not changed.
    static ByteBuf token(int i) {
        return CHUNKS.get(i % CHUNKS.size()).duplicate();
    }

    private static String event(String delta, String finishReason) {
        return "data: {\"id\":\"chatcmpl-9d1f4b7a2c\",\"object\":\"chat.completion.chunk\","
                + "\"created\":1764000000,\"model\":\"bench\",\"system_fingerprint\":\"fp_44709d\","
                + "\"choices\":[{\"index\":0,\"delta\":"
                + delta
                + ",\"logprobs\":null,\"finish_reason\":"
                + finishReason
                + "}]}\n\n";
    }

    private static String chunk(String event) {
        return Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
    }

    private static ByteBuf constant(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer(bytes.length).writeBytes(bytes).asReadOnly());
    }
}

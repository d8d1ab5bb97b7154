package dev.switchboard.gateway.assistant.openai;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.switchboard.gateway.assistant.Model.Failure.Kind;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Cuts a `text/event-stream` into events as its bytes arrive, whatever the borders of the chunks.
///
/// Lines are cut on bytes and decoded whole: CR and LF never occur inside a UTF-8 sequence, so a
/// character split between two chunks needs no care of its own. Fields other than `data` and `event`
/// are ignored, as are comments; an event that the stream's end cuts off is dropped.
final class SseParser {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int LINE_BYTES_AT_FIRST = 512;

    private final int eventBytesMax;
    private final Consumer<ServerSentEvent> sink;

    private byte[] line = new byte[LINE_BYTES_AT_FIRST];
    private int lineBytes;
    private int eventBytes;
    private boolean afterCarriageReturn;
    private boolean firstLine = true;
    private @Nullable String event;
    private @Nullable StringBuilder data;

    /// @param eventBytesMax longest event taken, so that a server cannot fill the heap with one
    SseParser(int eventBytesMax, Consumer<ServerSentEvent> sink) {
        this.eventBytesMax = eventBytesMax;
        this.sink = sink;
    }

    /// Takes the next bytes and hands over the events they complete.
    ///
    /// @throws UpstreamException when an event is too long; the parser is of no use after that
    void feed(Buffer chunk) {
        byte[] bytes = chunk.getBytes();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false;
                from = i + 1;
                continue;
            }
            afterCarriageReturn = b == '\r';
            if (b == '\n' || b == '\r') {
                keep(bytes, from, i);
                lineEnded();
                from = i + 1;
            }
        }
        keep(bytes, from, bytes.length);
    }

    private void keep(byte[] bytes, int from, int to) {
        int count = to - from;
        eventBytes += count;
        if (eventBytes > eventBytesMax) {
            throw new UpstreamException(
                    Kind.BAD_RESPONSE, "an event was longer than " + eventBytesMax + " bytes");
        }
        if (lineBytes + count > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, lineBytes + count));
        }
        System.arraycopy(bytes, from, line, lineBytes, count);
        lineBytes += count;
    }

    private void lineEnded() {
        int start = firstLine && startsWithByteOrderMark() ? BYTE_ORDER_MARK.length : 0;
        firstLine = false;
        String text = new String(line, start, lineBytes - start, StandardCharsets.UTF_8);
        lineBytes = 0;
        if (text.isEmpty()) {
            dispatch();
        } else {
            field(text);
        }
    }

    private boolean startsWithByteOrderMark() {
        int length = BYTE_ORDER_MARK.length;
        return lineBytes >= length
                && Arrays.equals(line, 0, length, BYTE_ORDER_MARK, 0, length);
    }

    private void field(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        if (value.startsWith(" ")) {
            value = value.substring(1);
        }
        switch (name) {
            case "data" -> {
                if (data == null) {
                    data = new StringBuilder(value);
                } else {
                    data.append('\n').append(value);
                }
            }
            case "event" -> event = value;
            default -> {}
        }
    }

    private void dispatch() {
        StringBuilder whole = data;
        String name = event;
        data = null;
        event = null;
        eventBytes = 0;
        if (whole != null) {
            sink.accept(new ServerSentEvent(name, whole.toString()));
        }
    }
}

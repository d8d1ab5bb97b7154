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
/// character split between two chunks needs no care of its own. Fields other than `data` and
/// `event` are ignored, as are comments; an event that the stream's end cuts off is dropped. An
/// event of words alone that has no name, ends with two line feeds and lies in one chunk, as nearly
/// all do, is read where it lies and never becomes one.
final class SseParser {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] DATA_FIELD = {'d', 'a', 't', 'a', ':'};
    private static final byte[] EVENT_ENDS = {'\n', '\n'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
    private static final int LINE_BYTES_AT_FIRST = 512;

    private final int eventBytesMax;
    private final Consumer<String> words;
    private final Consumer<ServerSentEvent> sink;

    /// What a chunk's end cut off.
    private byte[] line = new byte[LINE_BYTES_AT_FIRST];

    private int lineBytes;
    private int eventBytes;
    private boolean afterCarriageReturn;
    private boolean firstLine = true;
    private @Nullable String event;
    private @Nullable String data;

    /// Lines of data after the first; nearly no event has any.
    private @Nullable StringBuilder more;

    /// @param eventBytesMax longest event taken, so that a server cannot fill the heap with one
    /// @param words hears what a [PlainDelta] says
    /// @param sink hears of all other events, such as came in pieces among them
    SseParser(int eventBytesMax, Consumer<String> words, Consumer<ServerSentEvent> sink) {
        this.eventBytesMax = eventBytesMax;
        this.words = words;
        this.sink = sink;
    }

    /// Takes the next bytes and hands over the events they complete.
    ///
    /// @throws UpstreamException when an event is too long; the parser is of no use after that
    void feed(Buffer chunk) {
        byte[] bytes = chunk.getBytes();
        int from = 0;
        if (afterCarriageReturn && bytes.length > 0) {
            afterCarriageReturn = false;
            from = bytes[0] == '\n' ? 1 : 0;
        }
        for (int i = from; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b != '\n' && b != '\r') {
                continue;
            }
            lineEnded(bytes, from, i);
            if (b == '\r') {
                afterCarriageReturn = i + 1 == bytes.length;
                i += !afterCarriageReturn && bytes[i + 1] == '\n' ? 1 : 0;
            }
            from = i + 1;
        }
        keep(bytes, from, bytes.length);
    }

    private void keep(byte[] bytes, int from, int to) {
        int count = to - from;
        counted(count);
        if (lineBytes + count > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, lineBytes + count));
        }
        System.arraycopy(bytes, from, line, lineBytes, count);
        lineBytes += count;
    }

    private void counted(int count) {
        eventBytes += count;
        if (eventBytes > eventBytesMax) {
            throw new UpstreamException(
                    Kind.BAD_RESPONSE, "an event was longer than " + eventBytesMax + " bytes");
        }
    }

    /// A line that came in one chunk, as most do, is read where it lies.
    private void lineEnded(byte[] bytes, int from, int to) {
        if (lineBytes == 0) {
            counted(to - from);
            if (!wordsAlone(bytes, from, to)) {
                line(bytes, from, to);
            }
        } else {
            keep(bytes, from, to);
            int end = lineBytes;
            lineBytes = 0;
            line(line, 0, end);
        }
    }

    /// Whether the line is known to be the only one of its event, and that one of words alone,
    /// which are told then.
    private boolean wordsAlone(byte[] bytes, int from, int to) {
        if (data != null
                || event != null
                || !starts(bytes, to, bytes.length, EVENT_ENDS)
                || !starts(bytes, from, to, DATA_FIELD)) {
            return false;
        }
        String said = PlainDelta.of(bytes, from + DATA_FIELD.length, to);
        if (said != null) {
            firstLine = false;
            words.accept(said);
        }
        return said != null;
    }

    private void line(byte[] bytes, int from, int to) {
        int start = firstLine && starts(bytes, from, to, BYTE_ORDER_MARK) ? from + 3 : from;
        firstLine = false;
        if (start == to) {
            dispatch();
        } else if (isField(bytes, start, to, DATA)) {
            String value = value(bytes, start + DATA.length, to);
            if (data == null) {
                data = value;
            } else {
                more = more == null ? new StringBuilder() : more;
                more.append('\n').append(value);
            }
        } else if (isField(bytes, start, to, EVENT)) {
            event = value(bytes, start + EVENT.length, to);
        }
    }

    private static boolean starts(byte[] bytes, int from, int to, byte[] with) {
        int end = from + with.length;
        return end <= to && Arrays.equals(bytes, from, end, with, 0, with.length);
    }

    private static boolean isField(byte[] bytes, int from, int to, byte[] name) {
        int end = from + name.length;
        return starts(bytes, from, to, name) && (end == to || bytes[end] == ':');
    }

    private static String value(byte[] bytes, int colon, int to) {
        int start = Math.min(colon + 1, to);
        int from = start < to && bytes[start] == ' ' ? start + 1 : start;
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private void dispatch() {
        String whole = more == null ? data : data + more;
        String name = event;
        data = null;
        more = null;
        event = null;
        eventBytes = 0;
        if (whole != null) {
            sink.accept(new ServerSentEvent(name, whole));
        }
    }
}

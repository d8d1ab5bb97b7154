package switchboard.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Redis' protocol, versions 2 and 3: one value after another, with the bytes it came in.
final class Resp {

    /// A value.
    ///
    /// @param text of what is not a collection; null for nothing
    /// @param items of a collection, keys and values of a map in turn
    record Value(char kind, String text, List<Value> items) {
        boolean isError() {
            return kind == '-' || kind == '!';
        }
    }

    private final InputStream in;
    private ByteArrayOutputStream raw = new ByteArrayOutputStream();

    Resp(InputStream in) {
        this.in = in instanceof BufferedInputStream ? in : new BufferedInputStream(in);
    }

    /// Reads the next value; fails at the end.
    Value read() throws IOException {
        String line = line();
        char kind = line.charAt(0);
        String rest = line.substring(1);
        return switch (kind) {
            case '$', '=', '!' -> {
                int length = Integer.parseInt(rest);
                yield new Value(kind, length < 0 ? null : bulk(length), List.of());
            }
            case '*', '~', '>' -> new Value(kind, null, items(Integer.parseInt(rest)));
            case '%', '|' -> new Value(kind, null, items(2 * Integer.parseInt(rest)));
            case '_' -> new Value(kind, null, List.of());
            default -> new Value(kind, rest, List.of());
        };
    }

    /// The bytes read since this was last asked.
    byte[] taken() {
        byte[] bytes = raw.toByteArray();
        raw = new ByteArrayOutputStream();
        return bytes;
    }

    /// What follows, as it comes.
    InputStream rest() {
        return in;
    }

    private List<Value> items(int count) throws IOException {
        var items = new ArrayList<Value>();
        for (int i = 0; i < count; i++) {
            items.add(read());
        }
        return items;
    }

    private String bulk(int length) throws IOException {
        byte[] bytes = in.readNBytes(length + 2);
        if (bytes.length < length + 2) {
            throw new EOFException();
        }
        raw.writeBytes(bytes);
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            raw.write(c);
            if (c != '\r') {
                line.append((char) c);
            }
        }
        raw.write('\n');
        return line.toString();
    }

    /// A command as it goes over the wire.
    static byte[] command(List<String> words) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(("*" + words.size() + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(bytes);
            out.writeBytes(new byte[] {'\r', '\n'});
        }
        return out.toByteArray();
    }
}

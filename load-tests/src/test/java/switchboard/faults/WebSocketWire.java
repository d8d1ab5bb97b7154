package switchboard.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// A WebSocket of a client, down to its bytes, so that a client can be as odd as a run needs it.
/// One thread reads; any may write.
final class WebSocketWire implements AutoCloseable {

    private static final int CONNECT_MS = 5_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// What comes.
    sealed interface Incoming {
        record Text(String text) implements Incoming {}

        /// A ping, or a pong: the other side is there.
        record Beat() implements Incoming {}

        /// @param code 1005 where the frame has none
        record Close(int code, String why) implements Incoming {}
    }

    /// The door did not open.
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;
        final int status;
        final Duration retryAfter;

        Refused(int status, Duration retryAfter) {
            super("refused with " + status);
            this.status = status;
            this.retryAfter = retryAfter;
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private WebSocketWire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1_024));
        this.out = socket.getOutputStream();
    }

    /// Connects and shakes hands.
    static WebSocketWire open(int port, String path, String token) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(CONNECT_MS);
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MS);
            var wire = new WebSocketWire(socket);
            wire.shakeHands(port, path, token);
            return wire;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void shakeHands(int port, String path, String token) throws IOException {
        byte[] key = new byte[16];
        RANDOM.nextBytes(key);
        String request =
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: 127.0.0.1:"
                        + port
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
                        + Base64.getEncoder().encodeToString(key)
                        + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: switchboard.v1"
                        + "\r\nAuthorization: Bearer "
                        + token
                        + "\r\n\r\n";
        raw(request.getBytes(StandardCharsets.US_ASCII));
        String[] status = line().split(" ");
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (!status[1].equals("101")) {
            long seconds = Long.parseLong(headers.getOrDefault("retry-after", "0"));
            throw new Refused(Integer.parseInt(status[1]), Duration.ofSeconds(seconds));
        }
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("ended in the handshake");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /// How long [#read] waits before it fails with a time-out.
    void patience(Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
    }

    /// The next of what comes. Pings are answered.
    Incoming read() throws IOException {
        var message = new ByteArrayOutputStream();
        while (true) {
            int first = in.readUnsignedByte();
            int length = in.readUnsignedByte() & 0x7f;
            length =
                    length == 126
                            ? in.readUnsignedShort()
                            : length == 127 ? Math.toIntExact(in.readLong()) : length;
            byte[] payload = in.readNBytes(length);
            if (payload.length < length) {
                throw new EOFException("ended in a frame");
            }
            switch (first & 0x0f) {
                case 0x8 -> {
                    return closed(payload);
                }
                case 0x9 -> {
                    frame(0xA, payload);
                    return new Incoming.Beat();
                }
                case 0xA -> {
                    return new Incoming.Beat();
                }
                default -> {
                    message.write(payload);
                    if ((first & 0x80) != 0) {
                        return new Incoming.Text(message.toString(StandardCharsets.UTF_8));
                    }
                }
            }
        }
    }

    private Incoming closed(byte[] payload) {
        try {
            frame(0x8, payload);
        } catch (IOException e) {
            // The other side has not waited for the answer.
        }
        return payload.length < 2
                ? new Incoming.Close(1005, "")
                : new Incoming.Close(
                        (payload[0] & 0xff) << 8 | payload[1] & 0xff,
                        new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
    }

    void text(String text) throws IOException {
        raw(textFrame(text));
    }

    /// The bytes of a text frame.
    static byte[] textFrame(String text) {
        return masked(0x1, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Says goodbye with a close frame; the other side ends the connection.
    void sayClose() throws IOException {
        frame(0x8, new byte[] {0x03, (byte) 0xe8});
    }

    private void frame(int opcode, byte[] payload) throws IOException {
        raw(masked(opcode, payload));
    }

    private static byte[] masked(int opcode, byte[] payload) {
        var frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(0x80 | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 1 << 16) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            throw new IllegalArgumentException("larger than the gateway takes");
        }
        byte[] mask = new byte[4];
        RANDOM.nextBytes(mask);
        frame.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask[i & 3]);
        }
        return frame.toByteArray();
    }

    /// Sends bytes as they are.
    synchronized void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /// Ends the connection without a word.
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It has ended then.
        }
    }
}

package dev.switchboard.gateway.kit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A client that does with a TCP connection whatever it likes: it sees the status of a handshake,
/// may leave pings unanswered, read nothing, or send what no library would.
public final class RawPeer implements AutoCloseable {

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;

    private final Socket socket;
    private final DataInputStream in;

    /// An answer to a handshake.
    ///
    /// @param headers by their names in lower case
    public record Answer(int status, Map<String, String> headers) {
        /// Seconds after which to come back, where the answer says so.
        public Optional<Integer> retryAfter() {
            return Optional.ofNullable(headers.get("retry-after")).map(Integer::valueOf);
        }
    }

    /// A frame that came.
    public record Frame(int opcode, byte[] payload) {
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /// Of a close frame.
        public int closeCode() {
            return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }
    }

    private RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /// Connects, and says nothing.
    public static RawPeer connect(int port) {
        return connect(port, 0);
    }

    /// Connects, and says nothing.
    ///
    /// @param receiveBytes of the kernel's buffer, which stands between the peer and one who does
    ///   not read; 0 for what is usual
    public static RawPeer connect(int port, int receiveBytes) {
        try {
            var socket = new Socket();
            if (receiveBytes > 0) {
                socket.setReceiveBufferSize(receiveBytes);
            }
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new RawPeer(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same over a connection that is there.
    public static RawPeer over(Socket socket) {
        try {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            return new RawPeer(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Asks for a socket of this protocol and token, with these further headers.
    public Answer handshake(String path, String token, String... headers) {
        return ask(path, List.of("switchboard.v1", "bearer." + token), headers);
    }

    /// Asks for a socket.
    ///
    /// @param headers whole lines
    public Answer ask(String path, List<String> protocols, String... headers) {
        send(
                ("GET " + path + " HTTP/1.1\r\n")
                        + "Host: localhost\r\n"
                        + "Connection: Upgrade\r\n"
                        + "Upgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + ("Sec-WebSocket-Protocol: " + String.join(", ", protocols) + "\r\n")
                        + Arrays.stream(headers).map(h -> h + "\r\n").collect(Collectors.joining())
                        + "\r\n");
        return answer();
    }

    private Answer answer() {
        try {
            int status = Integer.parseInt(line().split(" ")[1]);
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
            return new Answer(status, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            line.write(c);
        }
        return line.toString(StandardCharsets.US_ASCII).strip();
    }

    /// Sends these characters as they are.
    public void send(String text) {
        send(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// Sends these bytes as they are.
    public void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends a whole text frame.
    public void text(String text) {
        send(frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8)));
    }

    /// A frame as it goes over the wire, masked with zeros.
    public static byte[] frame(int opcode, boolean last, byte[] payload) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(opcode | (last ? FINAL : 0));
        if (payload.length < 126) {
            bytes.write(MASKED | payload.length);
        } else if (payload.length <= 0xffff) {
            bytes.write(MASKED | 126);
            bytes.write(payload.length >> 8);
            bytes.write(payload.length);
        } else {
            bytes.write(MASKED | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                bytes.write((int) ((long) payload.length >> shift));
            }
        }
        bytes.writeBytes(new byte[4]);
        bytes.writeBytes(payload);
        return bytes.toByteArray();
    }

    /// The next frame; nothing where the connection has ended.
    public Optional<Frame> next() {
        try {
            int opcode = in.readUnsignedByte() & 0x0f;
            long length = in.readUnsignedByte() & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            byte[] payload = new byte[(int) length];
            in.readFully(payload);
            return Optional.of(new Frame(opcode, payload));
        } catch (EOFException | SocketException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads on until a frame with this opcode comes; nothing where the connection ends before.
    public Optional<Frame> next(int opcode) {
        Optional<Frame> frame = next();
        while (frame.isPresent() && frame.get().opcode() != opcode) {
            frame = next();
        }
        return frame;
    }

    /// Reads on until a text frame that contains this comes; nothing where the connection ends
    /// before.
    public Optional<Frame> nextText(String part) {
        Optional<Frame> frame = next(TEXT);
        while (frame.isPresent() && !frame.get().text().contains(part)) {
            frame = next(TEXT);
        }
        return frame;
    }

    /// Whether the connection ends within this time, before anything else comes.
    public boolean endsWithin(Duration time) {
        try {
            socket.setSoTimeout((int) time.toMillis());
            return in.read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (SocketException _) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Says that nothing more will be sent, and goes on reading.
    public void halfClose() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits for the end of the connection, whatever comes before it.
    public void awaitEnd() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (in.read() >= 0) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("waited in vain for the end");
                }
            }
        } catch (SocketException _) {
            // Reset: an end too.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

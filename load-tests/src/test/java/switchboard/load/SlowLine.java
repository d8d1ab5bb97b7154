package switchboard.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.OptionalInt;

/// A line to a node, for one connection, whose bytes from the node stop where its tap is closed. It
/// keeps next to none of them, so that the node feels it as it feels a client that reads nothing.
final class SlowLine implements AutoCloseable {

    private static final int KEPT_BYTES = 4 * 1_024;

    /// The longest close frame of a server's.
    private static final int TAIL_BYTES = 127;

    private static final int CLOSE = 0x88;

    private final ServerSocket door;
    private final InetSocketAddress node;
    private boolean closed;
    private byte[] tail = {};

    /// @param node `ws://host:port`
    SlowLine(String node) {
        try {
            URI uri = URI.create(node);
            this.node = new InetSocketAddress(uri.getHost(), uri.getPort());
            door = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("slow line").start(this::carry);
    }

    /// What to connect to.
    String address() {
        return "ws://127.0.0.1:" + door.getLocalPort();
    }

    /// Whether the client reads nothing.
    synchronized void closeTap(boolean closed) {
        this.closed = closed;
        notifyAll();
    }

    /// Of the close frame that the node's bytes ended with; empty where they have not.
    synchronized OptionalInt closeCode() {
        return closeCode(tail);
    }

    static OptionalInt closeCode(byte[] tail) {
        for (int length = 2; length <= Math.min(tail.length - 2, TAIL_BYTES - 2); length++) {
            int start = tail.length - 2 - length;
            if ((tail[start] & 0xff) == CLOSE && tail[start + 1] == length) {
                return OptionalInt.of((tail[start + 2] & 0xff) << 8 | tail[start + 3] & 0xff);
            }
        }
        return OptionalInt.empty();
    }

    private void carry() {
        try (Socket client = door.accept();
                Socket server = new Socket()) {
            server.setReceiveBufferSize(KEPT_BYTES);
            server.connect(node);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> carryUp(client, server));
            carryDown(server.getInputStream(), client.getOutputStream());
        } catch (IOException | InterruptedException e) {
            // Either end is gone; the other notices, for both are closed.
        }
    }

    private static void carryUp(Socket client, Socket server) {
        try {
            client.getInputStream().transferTo(server.getOutputStream());
            server.shutdownOutput();
        } catch (IOException e) {
            // It ended while it was carried.
        }
    }

    private void carryDown(InputStream from, OutputStream to)
            throws IOException, InterruptedException {
        byte[] chunk = new byte[KEPT_BYTES];
        for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
            awaitTap(chunk, n);
            to.write(chunk, 0, n);
        }
    }

    private synchronized void awaitTap(byte[] chunk, int length) throws InterruptedException {
        while (closed) {
            wait();
        }
        byte[] joined = Arrays.copyOf(tail, tail.length + length);
        System.arraycopy(chunk, 0, joined, tail.length, length);
        tail = Arrays.copyOfRange(joined, Math.max(0, joined.length - TAIL_BYTES), joined.length);
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

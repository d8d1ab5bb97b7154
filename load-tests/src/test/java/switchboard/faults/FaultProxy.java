package switchboard.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands between two ends of the fleet and passes on what they say, as well as its link lets it.
final class FaultProxy implements AutoCloseable {

    private static final int CHUNK_BYTES = 16 * 1_024;
    private static final int CHUNKS_MAX = 64;
    private static final int NARROW_BYTES = 4 * 1_024;
    private static final int BACKLOG = 4_096;

    /// What a connection's bytes go through besides.
    interface Ear {
        /// Passes on what a client says to its server, until that ends.
        void up(InputStream client, Sink server) throws IOException;

        /// Passes on what the server says.
        void down(InputStream server, Sink client) throws IOException;
    }

    /// Takes bytes on their way.
    interface Sink {
        void accept(byte[] bytes) throws IOException;
    }

    /// For each connection its own.
    interface Ears {
        Ear open();
    }

    private record Chunk(byte[] bytes, long dueNanos) {}

    private static final byte[] END = {};

    private final ServerSocket server;
    private final Ears ears;
    private final int receiveBytes;
    private final int chunksMax;
    private final AtomicInteger endedByTarget = new AtomicInteger();
    final Link link = new Link();
    private volatile InetSocketAddress target;

    FaultProxy(int targetPort, Ears ears) {
        this(targetPort, ears, 0, CHUNKS_MAX);
    }

    /// @param receiveBytes of the buffer on the target's side; 0 for the system's choice
    private FaultProxy(int targetPort, Ears ears, int receiveBytes, int chunksMax) {
        this.ears = ears;
        this.receiveBytes = receiveBytes;
        this.chunksMax = chunksMax;
        retarget(targetPort);
        try {
            this.server = new ServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("proxy " + port()).start(this::acceptAll);
    }

    /// One that passes bytes on and keeps next to none, so that who reads slowly is felt at the
    /// other end.
    static FaultProxy narrow(int targetPort) {
        return new FaultProxy(targetPort, PlainEar::new, NARROW_BYTES, 1);
    }

    int port() {
        return server.getLocalPort();
    }

    /// Where new connections go.
    void retarget(int port) {
        target = new InetSocketAddress("127.0.0.1", port);
    }

    /// How many connections the target has ended, or has seen end.
    int endedByTarget() {
        return endedByTarget.get();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> join(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void join(Socket client) {
        Socket other = new Socket();
        try {
            client.setTcpNoDelay(true);
            other.setTcpNoDelay(true);
            if (link.isRefusing()) {
                throw new IOException("refused");
            }
            if (receiveBytes > 0) {
                other.setReceiveBufferSize(receiveBytes);
            }
            other.connect(target, 5_000);
            link.joined(client);
            link.joined(other);
            Ear ear = ears.open();
            Thread up = Thread.ofVirtual().start(() -> carry(client, other, link.up, ear::up));
            carry(
                    other,
                    client,
                    link.down,
                    (from, to) -> {
                        try {
                            ear.down(from, to);
                        } finally {
                            endedByTarget.incrementAndGet();
                        }
                    });
            up.join();
        } catch (IOException | InterruptedException e) {
            reset(client);
        } finally {
            link.left(client);
            link.left(other);
            close(client);
            close(other);
        }
    }

    private interface Carrying {
        void carry(InputStream from, Sink to) throws IOException;
    }

    private void carry(Socket from, Socket to, Link.Lane lane, Carrying ear) {
        BlockingQueue<Chunk> underWay = new ArrayBlockingQueue<>(chunksMax);
        Thread writer = Thread.ofVirtual().start(() -> write(underWay, to, lane));
        try {
            ear.carry(from.getInputStream(), bytes -> put(underWay, bytes, lane));
        } catch (IOException e) {
            // One end is gone; what it said before still goes on.
        }
        try {
            put(underWay, END, lane);
            writer.join();
            to.shutdownOutput();
        } catch (IOException | InterruptedException e) {
            close(from);
        }
    }

    private static void put(BlockingQueue<Chunk> underWay, byte[] bytes, Link.Lane lane)
            throws IOException {
        try {
            underWay.put(new Chunk(bytes, System.nanoTime() + lane.delayMs() * 1_000_000));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void write(BlockingQueue<Chunk> underWay, Socket to, Link.Lane lane) {
        boolean broken = false;
        try {
            OutputStream out = to.getOutputStream();
            for (Chunk chunk = underWay.take(); chunk.bytes != END; chunk = underWay.take()) {
                if (!broken) {
                    long early = chunk.dueNanos - System.nanoTime();
                    if (early > 0) {
                        Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
                    }
                    lane.pass(chunk.bytes.length);
                    broken = !written(out, chunk.bytes);
                }
            }
        } catch (IOException | InterruptedException e) {
            close(to);
        }
    }

    private static boolean written(OutputStream out, byte[] bytes) {
        try {
            out.write(bytes);
            return true;
        } catch (IOException e) {
            // Whoever reads from that end notices; what else comes for it is dropped.
            return false;
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It has ended then.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It has ended then.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        link.hold(false);
        link.cut(true);
    }

    /// Passes on whatever comes.
    static class PlainEar implements Ear {
        @Override
        public void up(InputStream client, Sink server) throws IOException {
            passOn(client, server);
        }

        @Override
        public void down(InputStream server, Sink client) throws IOException {
            passOn(server, client);
        }

        static void passOn(InputStream from, Sink to) throws IOException {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
                to.accept(Arrays.copyOf(chunk, n));
            }
        }
    }
}

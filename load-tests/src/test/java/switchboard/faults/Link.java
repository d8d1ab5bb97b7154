package switchboard.faults;

import java.io.IOException;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// How bytes fare between two ends, for all connections between them, changed while they are there.
/// Each direction has a lane of its own.
final class Link {

    /// One direction.
    static final class Lane {
        private boolean held;
        private long delayMs;
        private long bytesPerSecond;

        synchronized void hold(boolean held) {
            this.held = held;
            notifyAll();
        }

        synchronized void delay(long delayMs) {
            this.delayMs = delayMs;
        }

        /// @param bytesPerSecond 0 for as many as there are
        synchronized void throttle(long bytesPerSecond) {
            this.bytesPerSecond = bytesPerSecond;
            notifyAll();
        }

        synchronized long delayMs() {
            return delayMs;
        }

        /// Waits until bytes may go on, however long that is.
        synchronized void pass(int bytes) throws InterruptedException {
            while (held) {
                wait();
            }
            if (bytesPerSecond > 0) {
                wait(Math.max(1, bytes * 1_000L / bytesPerSecond));
            }
            while (held) {
                wait();
            }
        }
    }

    /// From who connects to who was connected to.
    final Lane up = new Lane();

    final Lane down = new Lane();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;

    void joined(Socket socket) {
        sockets.add(socket);
    }

    void left(Socket socket) {
        sockets.remove(socket);
    }

    /// Whether new connections are turned away.
    boolean isRefusing() {
        return refusing;
    }

    void refuse(boolean refusing) {
        this.refusing = refusing;
    }

    /// A black hole: both sides send, and neither hears. What was sent comes after all once it is
    /// over, as TCP would see to.
    void hold(boolean held) {
        up.hold(held);
        down.hold(held);
    }

    /// Ends all connections.
    ///
    /// @param hard with RST rather than FIN
    void cut(boolean hard) {
        for (Socket socket : sockets) {
            try {
                if (hard) {
                    socket.setSoLinger(true, 0);
                }
                socket.close();
            } catch (IOException e) {
                // It has ended then.
            }
        }
    }
}

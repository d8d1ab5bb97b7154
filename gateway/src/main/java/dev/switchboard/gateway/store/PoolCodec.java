package dev.switchboard.gateway.store;

import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.Overflow;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.PoolSnapshot;
import dev.switchboard.routing.pool.Stage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// A pool as bytes: its JSON, compressed. A pool of 100,000 conversations is tens of megabytes of
/// very similar lines, so this is work for a worker thread.
final class PoolCodec {

    /// Pools and their commands.
    static final StoredJson JSON =
            new StoredJson(List.of(PoolCommand.class, Stage.class, Target.class, Overflow.class));

    private static final int BUFFER_BYTES = 64 * 1024;

    private PoolCodec() {}

    static byte[] encode(Pool pool) {
        var bytes = new ByteArrayOutputStream(BUFFER_BYTES);
        try (OutputStream zipped = new QuickGzip(bytes)) {
            JSON.write(pool.snapshot(), PoolSnapshot.class, zipped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Pool decode(byte[] snapshot) {
        try (InputStream json =
                new GZIPInputStream(new ByteArrayInputStream(snapshot), BUFFER_BYTES)) {
            return Pool.of(JSON.read(json, PoolSnapshot.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The quickest compression makes such JSON ten times smaller; a better one would cost three
    /// times the time for a third less.
    private static final class QuickGzip extends GZIPOutputStream {
        QuickGzip(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}

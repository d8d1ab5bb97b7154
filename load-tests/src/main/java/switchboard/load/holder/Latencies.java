package switchboard.load.holder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import switchboard.load.Json;

/// How long something took, many times over. Kept in microseconds to three digits, up to an hour.
public final class Latencies {

    private static final long MAX_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;

    private final Histogram histogram = new Histogram(MAX_MICROS, DIGITS);

    /// What is longer than an hour counts as an hour.
    public void record(Duration took) {
        long micros = took.toNanos() / 1_000;
        histogram.recordValue(Math.clamp(micros, 0, MAX_MICROS));
    }

    public long count() {
        return histogram.getTotalCount();
    }

    /// Milliseconds within which so many of a hundred were done; 0 where nothing was recorded.
    public double percentileMs(double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1_000.0;
    }

    /// `{"count","p50","p90","p99","max"}`, in milliseconds.
    ObjectNode summary() {
        return Json.object()
                .put("count", count())
                .put("p50", percentileMs(50))
                .put("p90", percentileMs(90))
                .put("p99", percentileMs(99))
                .put("max", histogram.getMaxValue() / 1_000.0);
    }

    /// All of it, to be [added][#add] to another process's.
    String encoded() {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    void add(String encoded) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(encoded));
            histogram.add(Histogram.decodeFromCompressedByteBuffer(buffer, 0));
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not an encoded histogram", e);
        }
    }
}

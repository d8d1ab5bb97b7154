package dev.switchboard.gateway.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version of Redis.
record EmbeddedRedisVersion(int major, int minor, int patch)
        implements Comparable<EmbeddedRedisVersion> {

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)");
    private static final Pattern OF_SERVER = Pattern.compile("v=(\\d+\\.\\d+\\.\\d+)");
    private static final long ANSWER_SECONDS_MAX = 5;

    /// Reads `7.0.15`.
    static Optional<EmbeddedRedisVersion> parse(String text) {
        Matcher numbers = NUMBERS.matcher(text.strip());
        return numbers.matches()
                ? Optional.of(
                        new EmbeddedRedisVersion(
                                Integer.parseInt(numbers.group(1)),
                                Integer.parseInt(numbers.group(2)),
                                Integer.parseInt(numbers.group(3))))
                : Optional.empty();
    }

    /// Asks `server` for its version; empty where it does not run here.
    static Optional<EmbeddedRedisVersion> of(Path server) {
        try {
            Process process =
                    new ProcessBuilder(server.toString(), "--version")
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            if (!process.waitFor(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            byte[] answer = process.getInputStream().readAllBytes();
            Matcher version = OF_SERVER.matcher(new String(answer, StandardCharsets.UTF_8));
            return version.find() ? parse(version.group(1)) : Optional.empty();
        } catch (IOException notExecutable) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(EmbeddedRedisVersion other) {
        return Comparator.comparingInt(EmbeddedRedisVersion::major)
                .thenComparingInt(EmbeddedRedisVersion::minor)
                .thenComparingInt(EmbeddedRedisVersion::patch)
                .compare(this, other);
    }

    /// Whether this server reads what `writer` wrote: the files' format may change with each minor
    /// version, and only forwards.
    boolean reads(EmbeddedRedisVersion writer) {
        return major != writer.major ? major > writer.major : minor >= writer.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}

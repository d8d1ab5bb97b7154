package dev.switchboard.gateway.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// What a file holds, or why it cannot be read. Two are equal where they hold the same, whatever
/// became of the file in between.
///
/// @param failure why it cannot be used, as a sentence without a full stop
public record RawFile(Path file, ByteBuffer bytes, Optional<String> failure) {
    static final int BYTES_MAX = 1 << 20;

    /// Reads it.
    public static RawFile read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            return bytes.length > BYTES_MAX
                    ? failed(file, "the file is larger than 1 MiB, which is the most that is read")
                    : new RawFile(file, ByteBuffer.wrap(bytes), Optional.empty());
        } catch (NoSuchFileException e) {
            return failed(file, "there is no such file, but the node needs it");
        } catch (IOException e) {
            return failed(file, "the file cannot be read (%s)".formatted(e));
        }
    }

    private static RawFile failed(Path file, String why) {
        return new RawFile(file, ByteBuffer.allocate(0), Optional.of(why));
    }
}

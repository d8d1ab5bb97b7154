package dev.switchboard.gateway.assistant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Reads what people edited: strictly, so that a wrongly saved file is named instead of shown
/// garbled.
public final class ContentFiles {

    private ContentFiles() {}

    /// The text of a UTF-8 file, with `\n` line ends and without a byte order mark.
    ///
    /// @throws InvalidContent where the bytes are not UTF-8
    public static String read(Path file) {
        return text(file, bytes(file));
    }

    /// The same, of bytes that have been read from it.
    public static String text(Path file, byte[] bytes) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result =
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
            throw new InvalidContent(file, line, "not UTF-8 here; save the file as UTF-8");
        }
        String all = text.toString().replace("\r\n", "\n");
        return all.startsWith("\uFEFF") ? all.substring(1) : all;
    }

    /// What the directory holds, sorted by name, without hidden files.
    public static List<Path> list(Path dir) {
        if (!Files.isDirectory(dir)) {
            throw new InvalidContent(dir, 1, "not a directory; create it or correct config-dir");
        }
        try (Stream<Path> entries = Files.list(dir)) {
            return entries.filter(entry -> !nameOf(entry).startsWith(".")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The last part of a path, without `ending` where it has it.
    public static String nameOf(Path file, String ending) {
        String name = nameOf(file);
        return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
    }

    public static String nameOf(Path file) {
        Path name = file.getFileName();
        return name == null ? "" : name.toString();
    }

    /// All of a file, as it is.
    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.switchboard.gateway.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the same program has worked out from the same content before, in a directory that whoever
/// starts the program may name: working it out takes some seconds of a core, finding it again some
/// milliseconds. It is mapped into memory, so that the nodes of a machine share it. A file that is
/// not there, or cannot be used, only costs the work.
public final class Kept {

    private static final Logger LOG = LoggerFactory.getLogger(Kept.class);

    private final Optional<Path> directory;
    private final String content;

    /// @param directory where it is kept
    /// @param content all that it is worked out from
    public Kept(Optional<Path> directory, Content content) {
        this.directory = directory;
        this.content = Program.CONTENT + "-" + content;
    }

    /// Some texts and bytes, known again by two checks of all of them and by their length. Nobody
    /// gains by deceiving their own node, and these cost a start next to nothing.
    public static final class Content {
        private final List<Checksum> checks = List.of(new CRC32C(), new CRC32());
        private long length;

        public Content add(byte[] bytes) {
            return add(ByteBuffer.wrap(bytes));
        }

        public Content add(ByteBuffer bytes) {
            // Where a part ends is told too: its length comes first.
            var size = ByteBuffer.allocate(Integer.BYTES).putInt(bytes.remaining()).flip();
            for (Checksum check : checks) {
                check.update(size.duplicate());
                check.update(bytes.duplicate());
            }
            length += bytes.remaining();
            return this;
        }

        public Content add(String text) {
            return add(text.getBytes(UTF_8));
        }

        @Override
        public String toString() {
            return checks.stream()
                            .map(check -> "%08x".formatted(check.getValue()))
                            .collect(Collectors.joining())
                    + Long.toHexString(length);
        }
    }

    /// The directory that the system property `switchboard.learned` names; without it nothing is
    /// kept.
    public static Optional<Path> directory() {
        return Optional.ofNullable(System.getProperty("switchboard.learned")).map(Path::of);
    }

    /// What is kept under a name, or else what is worked out now, and kept.
    ///
    /// @return to be read only
    public ByteBuffer from(String name, Supplier<byte[]> work) {
        return find(name).orElseGet(() -> keep(name, work.get()));
    }

    /// What is kept under a name. Nothing but exactly what was kept: a customer in danger may
    /// depend on it.
    public Optional<ByteBuffer> find(String name) {
        return directory.flatMap(d -> read(file(d, name)));
    }

    /// Keeps it, if that can be done.
    ///
    /// @return the same, to be read only
    public ByteBuffer keep(String name, byte[] bytes) {
        directory.ifPresent(d -> write(file(d, name), bytes));
        return find(name).orElseGet(() -> ByteBuffer.wrap(bytes));
    }

    /// Where it is kept.
    Path file(Path directory, String name) {
        return directory.resolve(name + "-" + content);
    }

    private static Optional<ByteBuffer> read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer all = channel.map(MapMode.READ_ONLY, 0, channel.size());
            int length = all.capacity() - Integer.BYTES;
            return length < 0 || all.getInt(length) != check(all.slice(0, length))
                    ? Optional.empty()
                    : Optional.of(all.slice(0, length));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static void write(Path file, byte[] bytes) {
        ByteBuffer all = ByteBuffer.allocate(bytes.length + Integer.BYTES);
        all.put(bytes).putInt(check(ByteBuffer.wrap(bytes)));
        try {
            Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
            Path half = directory.resolve(file.getFileName() + "." + UUID.randomUUID());
            Files.write(half, all.array());
            // Of several that work at once each keeps the same.
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.atInfo()
                    .addKeyValue("file", file)
                    .addKeyValue("why", e.toString())
                    .log("Could not keep what was worked out");
        }
    }

    private static int check(ByteBuffer bytes) {
        var check = new CRC32C();
        check.update(bytes);
        return (int) check.getValue();
    }

    /// Writes what is to be kept.
    @FunctionalInterface
    public interface Form {
        void write(DataOutputStream out) throws IOException;
    }

    /// What is to be kept, in the order of its parts.
    public static byte[] bytes(Form form) {
        var bytes = new ByteArrayOutputStream();
        try {
            form.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// Writes a text, which [#text] reads.
    public static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    public static String text(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return new String(bytes, UTF_8);
    }

    /// The next so many bytes, as a part of their own.
    public static ByteBuffer part(ByteBuffer in, int bytes) {
        ByteBuffer part = in.slice(in.position(), bytes);
        in.position(in.position() + bytes);
        return part;
    }

    /// The program that works: another one may see other things in the same words.
    private static final class Program {
        static final String CONTENT = content().toString();

        private static Content content() {
            try {
                Path code =
                        Path.of(
                                Kept.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI());
                var content = new Content();
                if (Files.isDirectory(code)) {
                    try (Stream<Path> files = Files.walk(code)) {
                        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                            content.add(Files.readAllBytes(file));
                        }
                    }
                } else {
                    content.add(Files.readAllBytes(code));
                }
                return content;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

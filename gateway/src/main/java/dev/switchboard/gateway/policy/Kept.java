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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
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
    /// @param content a digest of all that it is worked out from
    public Kept(Optional<Path> directory, byte[] content) {
        this.directory = directory;
        this.content = HexFormat.of().formatHex(content);
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
        MessageDigest digest = sha256();
        digest.update(Program.DIGEST);
        digest.update(content.getBytes(UTF_8));
        return directory.resolve(name + "-" + HexFormat.of().formatHex(digest.digest()));
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
            Path half = Files.createTempFile(directory, "half", "");
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

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
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
        static final byte[] DIGEST = digest();

        private static byte[] digest() {
            try {
                Path code =
                        Path.of(
                                Kept.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI());
                MessageDigest digest = sha256();
                if (Files.isDirectory(code)) {
                    try (Stream<Path> files = Files.walk(code)) {
                        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                            digest.update(Files.readAllBytes(file));
                        }
                    }
                } else {
                    digest.update(Files.readAllBytes(code));
                }
                return digest.digest();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

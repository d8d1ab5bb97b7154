package dev.switchboard.gateway.assistant.triggers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has been learned from the same examples by the same program before, in a directory that
/// whoever starts the program may name: learning takes some seconds of a core, reading it again
/// some milliseconds. A file that is not there, or cannot be used, only costs the learning.
final class Learned {

    private static final int CHECK_BYTES = 32;

    private static final Logger LOG = LoggerFactory.getLogger(Learned.class);

    private final Path file;

    private Learned(Path file) {
        this.file = file;
    }

    /// The directory that the system property `switchboard.learned` names; without it nothing is
    /// kept.
    static Optional<Path> directory() {
        return Optional.ofNullable(System.getProperty("switchboard.learned")).map(Path::of);
    }

    /// Learns, unless that has been done before.
    ///
    /// @param directory where it is kept
    /// @param lessons a digest of all that is learned from
    /// @param subjects that are learned to be told
    static Classifier from(
            Optional<Path> directory,
            byte[] lessons,
            List<Subject> subjects,
            Supplier<Classifier> learn) {
        return directory
                .map(d -> new Learned(file(d, lessons, subjects)))
                .map(learned -> learned.read(subjects.size()).orElseGet(() -> learned.keep(learn)))
                .orElseGet(learn);
    }

    private static Path file(Path directory, byte[] lessons, List<Subject> subjects) {
        MessageDigest digest = sha256();
        digest.update(Program.DIGEST);
        digest.update(lessons);
        digest.update(subjects.toString().getBytes(UTF_8));
        return directory.resolve("triggers-" + HexFormat.of().formatHex(digest.digest()));
    }

    /// Nothing but exactly what was kept: a customer in danger may depend on it.
    private Optional<Classifier> read(int subjects) {
        var weights = new float[Features.NUMBERS * subjects];
        int length = weights.length * Float.BYTES;
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length != length + CHECK_BYTES
                    || !Arrays.equals(
                            check(bytes, length),
                            Arrays.copyOfRange(bytes, length, bytes.length))) {
                return Optional.empty();
            }
            ByteBuffer.wrap(bytes).asFloatBuffer().get(weights);
            return Optional.of(new Classifier(weights, subjects));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private Classifier keep(Supplier<Classifier> learn) {
        Classifier classifier = learn.get();
        float[] weights = classifier.weights();
        int length = weights.length * Float.BYTES;
        ByteBuffer bytes = ByteBuffer.allocate(length + CHECK_BYTES);
        bytes.asFloatBuffer().put(weights);
        bytes.position(length).put(check(bytes.array(), length));
        try {
            Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
            Path half = Files.createTempFile(directory, "triggers", ".half");
            Files.write(half, bytes.array());
            // Of several that learn at once each keeps the same.
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.atInfo()
                    .addKeyValue("file", file)
                    .addKeyValue("why", e.toString())
                    .log("Could not keep what was learned");
        }
        return classifier;
    }

    private static byte[] check(byte[] bytes, int length) {
        MessageDigest digest = sha256();
        digest.update(bytes, 0, length);
        return digest.digest();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// The program that learns: another one may see other things in the same words.
    private static final class Program {
        static final byte[] DIGEST = digest();

        private static byte[] digest() {
            try {
                Path code =
                        Path.of(
                                Learned.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI());
                MessageDigest digest = sha256();
                if (Files.isDirectory(code)) {
                    String here = Learned.class.getPackageName().replace('.', '/');
                    try (Stream<Path> files = Files.walk(code.resolve(here).getParent())) {
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

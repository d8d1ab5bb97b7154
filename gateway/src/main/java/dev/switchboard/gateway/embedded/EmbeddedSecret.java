package dev.switchboard.gateway.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The secret of the tokens where none is configured: random, and kept beside the embedded Redis'
/// files, so that a customer's token outlives a restart as the conversation does.
public final class EmbeddedSecret {

    private static final int BYTES = 32;

    private EmbeddedSecret() {}

    /// The secret of this data directory, made where there is none. Only its owner can read it.
    public static String of(Path dataDir) throws IOException {
        Path file = dataDir.resolve("token-secret");
        if (Files.exists(file)) {
            return Files.readString(file);
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Files.createDirectories(dataDir);
        String secret = HexFormat.of().formatHex(random);
        // Whole or not at all: half a secret would be taken for one at the next start.
        Path draft = dataDir.resolve("token-secret.draft");
        Files.deleteIfExists(draft);
        Files.createFile(
                draft,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, secret);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return secret;
    }
}

package dev.switchboard.gateway.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedRedisBinaryTest {
    private static final EmbeddedRedisVersion OLDEST = new EmbeddedRedisVersion(6, 2, 0);

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"6.2.0", "6.2.14", "7.0.15", "8.2.1", "10.0.0"})
    void the_systems_server_is_taken_where_it_is_new_enough(String version) throws IOException {
        Path system = fake("echo 'Redis server v=" + version + " sha=0 bits=64'");

        EmbeddedRedisBinary found = find();

        assertThat(found.file()).isEqualTo(system);
        assertThat(found.version()).hasToString(version);
        assertThat(cache()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo 'Redis server v=6.0.16 sha=0 bits=64'",
                "echo 'Redis server v=5.9.9 sha=0 bits=64'",
                "echo 'something else'",
                "exit 127",
            })
    void otherwise_the_bundled_one_is(String script) throws IOException {
        fake(script);

        EmbeddedRedisBinary found = find();

        assertThat(found.file()).hasParent(cache());
        assertThat(found.version()).isGreaterThanOrEqualTo(OLDEST);
    }

    @Test
    void the_bundled_one_is_unpacked_once() throws IOException {
        Object first = Files.readAttributes(find().file(), "*").get("fileKey");

        assertThat(Files.readAttributes(find().file(), "*").get("fileKey")).isEqualTo(first);
    }

    @Test
    void a_bundled_one_that_was_damaged_is_unpacked_again() throws IOException {
        Path file = find().file();
        Files.writeString(file, "");

        assertThat(find().version()).isGreaterThanOrEqualTo(OLDEST);
    }

    @ParameterizedTest
    @CsvSource({
        "7.0.15,6.2.11,true",
        "6.2.11,6.2.14,true",
        "7.2.0,7.0.0,true",
        "8.0.0,7.4.0,true",
        "6.2.11,7.0.15,false",
        "7.0.15,7.2.0,false"
    })
    void a_server_reads_what_its_own_and_older_minor_versions_wrote(
            String reader, String writer, boolean reads) {
        assertThat(version(reader).reads(version(writer))).isEqualTo(reads);
    }

    private static EmbeddedRedisVersion version(String text) {
        return EmbeddedRedisVersion.parse(text).orElseThrow();
    }

    private EmbeddedRedisBinary find() throws IOException {
        String searchPath =
                String.join(
                        File.pathSeparator,
                        "",
                        directory.resolve("empty").toString(),
                        directory.resolve("bin").toString());
        return EmbeddedRedisBinary.find(searchPath, cache());
    }

    private Path cache() {
        return directory.resolve("cache");
    }

    private Path fake(String script) throws IOException {
        Path file = Files.createDirectories(directory.resolve("bin")).resolve("redis-server");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}

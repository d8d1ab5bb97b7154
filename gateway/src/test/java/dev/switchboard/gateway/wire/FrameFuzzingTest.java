package dev.switchboard.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jazzer looks for a frame that the codec cannot cope with, led by which of its branches a frame
/// takes; the profile `conformance` has it. For `-Dfuzzing.seconds`, 30 unless said otherwise. What
/// it finds belongs into `frames.txt`, which [FrameFuzzTest] replays.
@Tag("conformance")
class FrameFuzzingTest {

    private static final Path TOOLS = Path.of("target", "conformance-lib").toAbsolutePath();
    private static final String PACKAGE = FrameTarget.class.getPackageName();

    @TempDir Path data;

    @Test
    void no_frame_is_found_that_is_not_answered() throws Exception {
        Path corpus = Files.createDirectories(data.resolve("corpus"));
        List<byte[]> known = FrameFuzzTest.known();
        for (int i = 0; i < known.size(); i++) {
            Files.write(corpus.resolve("frame" + i), known.get(i));
        }
        String said = fuzz(corpus);
        assertThat(said).contains("Done ").doesNotContain("Java Exception");
        System.out.println(said.lines().filter(l -> l.startsWith("Done ")).findAny().orElseThrow());
    }

    private String fuzz(Path corpus) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", classPath()));
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + FrameTarget.class.getName());
        command.add("--instrumentation_includes=" + PACKAGE + ".**");
        command.add("-max_total_time=" + Integer.getInteger("fuzzing.seconds", 30));
        command.add("-max_len=2048");
        command.add("-artifact_prefix=" + data.toAbsolutePath() + "/");
        command.add("-dict=" + dictionary());
        command.add(corpus.toString());
        Path log = data.resolve("log");
        Process jazzer =
                new ProcessBuilder(command)
                        .directory(data.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            int status = jazzer.waitFor();
            String said = Files.readString(log, StandardCharsets.ISO_8859_1);
            assertThat(status).as(said).isZero();
            return said;
        } finally {
            jazzer.destroyForcibly();
        }
    }

    /// The tools' own are not on that of the tests.
    private static String classPath() {
        return String.join(
                File.pathSeparator,
                System.getProperty("java.class.path"),
                TOOLS.resolve("jazzer.jar").toString(),
                TOOLS.resolve("jazzer-api.jar").toString());
    }

    private Path dictionary() throws IOException {
        var words = new StringBuilder();
        for (String piece : FrameFuzzTest.PIECES) {
            words.append('"');
            for (byte each : piece.getBytes(StandardCharsets.UTF_8)) {
                words.append("\\x%02x".formatted(each & 0xff));
            }
            words.append("\"\n");
        }
        return Files.writeString(data.resolve("dictionary"), words).toAbsolutePath();
    }
}

package dev.switchboard.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The start script over a pretended machine: Javas that only print how they were started, a Maven
/// that writes a jar, and a path on which nothing else is found but what the script uses.
@Timeout(60)
class StartScriptTest {
    private static final List<String> TOOLS =
            List.of(
                    "bash",
                    "cat",
                    "dirname",
                    "env",
                    "find",
                    "flock",
                    "grep",
                    "mkdir",
                    "mktemp",
                    "mv",
                    "readlink",
                    "rm",
                    "sleep",
                    "touch");

    @TempDir private Path machine;
    private Path home;
    private Path bin;
    private Path script;

    private record Run(int status, String out, String err) {}

    @BeforeEach
    void prepare() throws IOException {
        home = Files.createDirectories(machine.resolve("home"));
        bin = Files.createDirectories(machine.resolve("bin"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(bin.resolve(tool), onPath(tool));
        }
        script = home.resolve("switchboard");
        Path original = Path.of("..", "switchboard");
        executable(
                script,
                Files.readString(original)
                        .replace("#!/usr/bin/env bash", "#!" + onPath("bash"))
                        .replace("/usr/lib/jvm", machine.resolve("jvm").toString()));
    }

    @Test
    void without_a_java_25_it_says_what_to_install() throws Exception {
        installJar();
        java("jvm/java-17", "17.0.15");

        Run run = run(Map.of("JAVA_HOME", machine.resolve("jvm/java-17").toString()));

        assertThat(run.status).isEqualTo(1);
        assertThat(run.out).isEmpty();
        assertThat(run.err)
                .isEqualTo(
                        "Switchboard needs Java 25 or later: install a JDK 25, such as the package"
                                + " temurin-25-jdk or openjdk-25-jdk, or set JAVA_HOME to one.\n");
    }

    @Test
    void the_newest_of_the_systems_javas_is_taken() throws Exception {
        installJar();
        java("jvm/a-26", "26.0.1");
        java("jvm/b-25", "25.0.3");
        java("jvm/c-17", "17.0.15");

        assertThat(run(Map.of()).out).startsWith(machine.resolve("jvm/a-26").toString());
    }

    @Test
    void a_java_on_the_path_comes_before_the_systems_newest() throws Exception {
        installJar();
        java("jvm/a-26", "26.0.1");
        Files.createSymbolicLink(bin.resolve("java"), java("elsewhere", "25.0.3"));

        assertThat(run(Map.of()).out).startsWith(machine.resolve("elsewhere").toString());
    }

    @Test
    void java_home_comes_first_unless_it_is_too_old() throws Exception {
        installJar();
        Files.createSymbolicLink(bin.resolve("java"), java("elsewhere", "26"));
        java("mine", "25-ea");
        java("old", "21.0.1");

        assertThat(run(Map.of("JAVA_HOME", machine.resolve("mine").toString())).out)
                .startsWith(machine.resolve("mine").toString());
        assertThat(run(Map.of("JAVA_HOME", machine.resolve("old").toString())).out)
                .startsWith(machine.resolve("elsewhere").toString());
    }

    @Test
    void a_java_that_has_no_release_file_is_asked() throws Exception {
        installJar();
        java("jvm/nameless", "25.0.3");
        Files.delete(machine.resolve("jvm/nameless/release"));

        assertThat(run(Map.of()).out).startsWith(machine.resolve("jvm/nameless").toString());
    }

    @Test
    void arguments_and_java_options_reach_the_node_as_they_are() throws Exception {
        installJar();
        java("jvm/java-25", "25.0.3");

        Run run =
                run(
                        Map.of("SWITCHBOARD_JAVA_OPTS", "-Xmx1g -Da=b"),
                        "--set",
                        "a=b c",
                        "--port",
                        "0");

        assertThat(run.out)
                .contains("\n-XX:+UseCompactObjectHeaders\n")
                .contains("\n-Dswitchboard.home=" + home + "\n")
                .contains("\n-Xmx1g\n-Da=b\n-jar\n" + home.resolve("gateway/target/gateway.jar"))
                .endsWith("\n--set\na=b c\n--port\n0\n");
    }

    @Test
    void it_may_be_called_through_a_link() throws Exception {
        installJar();
        java("jvm/java-25", "25.0.3");
        script = Files.createSymbolicLink(machine.resolve("link"), script);

        assertThat(run(Map.of()).out).contains("-Dswitchboard.home=" + home + "\n");
    }

    @Test
    void what_is_not_built_is_built_once_and_standard_output_stays_clean() throws Exception {
        sources();
        java("jvm/java-25", "25.0.3");
        maven("echo noise; " + BUILDS);

        Run first = run(Map.of("SWITCHBOARD_PORT", "1"));
        Run second = run(Map.of());

        assertThat(first.err)
                .isEqualTo("Switchboard is built first, which takes a minute or so.\nnoise\n");
        assertThat(first.out).doesNotContain("noise", "listening").contains("-XX:AOTCache=");
        assertThat(second.err).isEmpty();
        assertThat(second.out).contains("-XX:AOTCache=");
        assertThat(builds()).isEqualTo(1);
        assertThat(Files.readString(home.resolve("gateway/target/training.log")))
                .contains("\n--port\n0\n")
                .doesNotContain("SWITCHBOARD_PORT");
    }

    @Test
    void what_changed_is_built_again() throws Exception {
        sources();
        java("jvm/java-25", "25.0.3");
        maven(BUILDS);
        run(Map.of());

        Path changed = home.resolve("routing/src/main/Changed.java");
        Files.writeString(changed, "");
        Files.setLastModifiedTime(changed, FileTime.from(Instant.now().plusSeconds(1)));
        run(Map.of());

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void of_two_that_start_at_once_one_builds() throws Exception {
        sources();
        java("jvm/java-25", "25.0.3");
        maven("sleep 0.3; " + BUILDS);

        Process one = process(Map.of());
        Process two = process(Map.of());

        assertThat(one.waitFor()).isEqualTo(0);
        assertThat(two.waitFor()).isEqualTo(0);
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_build_that_fails_ends_the_start() throws Exception {
        sources();
        java("jvm/java-25", "25.0.3");
        maven("echo broken; exit 1");

        Run run = run(Map.of());

        assertThat(run.status).isEqualTo(1);
        assertThat(run.out).isEmpty();
        assertThat(run.err)
                .endsWith("broken\nSwitchboard could not be built; what Maven says is above.\n");
    }

    @Test
    void without_maven_it_says_what_to_install() throws Exception {
        sources();
        java("jvm/java-25", "25.0.3");

        Run run = run(Map.of());

        assertThat(run.status).isEqualTo(1);
        assertThat(run.err).startsWith("Switchboard is not built yet and needs Maven for that: ");
    }

    @Test
    void where_the_training_fails_the_node_starts_all_the_same() throws Exception {
        sources();
        java("jvm/java-25", "25.0.3");
        executable(
                machine.resolve("jvm/java-25/bin/java"),
                "#!/bin/sh\ncase \"$*\" in *AOTCacheOutput*) exit 1 ;; esac\necho \"$@\"\n");
        maven(BUILDS);

        Run run = run(Map.of());

        assertThat(run.status).isEqualTo(0);
        assertThat(run.out).contains("gateway.jar").doesNotContain("AOTCache");
    }

    @Test
    void what_came_without_its_training_is_trained_by_the_first_that_starts_it() throws Exception {
        installJar();
        java("jvm/java-25", "25.0.3");

        Run first = run(Map.of());
        Run second = run(Map.of());

        assertThat(first.err).startsWith("Switchboard is started once so that").hasLineCount(1);
        assertThat(first.out).contains("-XX:AOTCache=");
        assertThat(second.err).isEmpty();
        assertThat(second.out).contains("-XX:AOTCache=");
    }

    @Test
    void a_training_that_failed_is_not_tried_again_at_once_but_later() throws Exception {
        sources();
        java("jvm/java-25", "25.0.3");
        Path java = machine.resolve("jvm/java-25/bin/java");
        String works = Files.readString(java);
        executable(java, "#!/bin/sh\necho \"$@\"\n");
        maven(BUILDS);
        run(Map.of());
        executable(java, works);
        Path target = home.resolve("gateway/target");
        Path log = target.resolve("training.log");
        // File systems stamp what happens within some milliseconds alike.
        Files.setLastModifiedTime(log, Files.getLastModifiedTime(target.resolve("gateway.jar")));

        assertThat(run(Map.of()).out).doesNotContain("AOTCache");
        Instant earlier = Instant.now().minus(Duration.ofMinutes(11));
        Files.setLastModifiedTime(target.resolve("gateway.jar"), FileTime.from(earlier));
        Files.setLastModifiedTime(log, FileTime.from(earlier));
        assertThat(run(Map.of()).out).contains("-XX:AOTCache=");
    }

    @Test
    void another_jar_than_the_one_whose_training_failed_is_trained_at_once() throws Exception {
        installJar();
        java("jvm/java-25", "25.0.3");
        Path target = home.resolve("gateway/target");
        Path log = Files.createFile(target.resolve("training.log"));
        Instant earlier = Instant.now().minusSeconds(5);
        Files.setLastModifiedTime(log, FileTime.from(earlier));

        assertThat(run(Map.of()).out).contains("-XX:AOTCache=");
    }

    @Test
    void a_training_goes_on_until_what_the_first_customers_need_is_learned() throws Exception {
        installJar();
        java("jvm/java-25", "25.0.3");
        Path java = machine.resolve("jvm/java-25/bin/java");
        String trains =
                """
                  (sleep 3; mkdir -p LEARNED; touch LEARNED/triggers-promise-1) &
                  learning=$!
                  trap 'kill $learning; exit' TERM
                  wait $learning
                  while :; do sleep 0.1; done
                fi
                """
                        .replace("LEARNED", home.resolve("gateway/target/learned").toString());
        executable(
                java,
                Files.readString(java).replaceFirst("fi\n$", Matcher.quoteReplacement(trains)));

        Run run = run(Map.of());

        assertThat(run.out).contains("-XX:AOTCache=");
        assertThat(home.resolve("gateway/target/learned/triggers-promise-1")).exists();
    }

    private static final String BUILDS =
            "echo built >>builds; mkdir -p gateway/target; touch gateway/target/gateway.jar";

    private long builds() throws IOException {
        return Files.readAllLines(home.resolve("builds")).size();
    }

    private void installJar() throws IOException {
        Files.createDirectories(home.resolve("gateway/target"));
        Files.createFile(home.resolve("gateway/target/gateway.jar"));
    }

    private void sources() throws IOException {
        Files.createFile(home.resolve("pom.xml"));
        for (String module : List.of("gateway", "routing")) {
            Files.createDirectories(home.resolve(module).resolve("src/main"));
            Files.createFile(home.resolve(module).resolve("pom.xml"));
        }
    }

    private void maven(String commands) throws IOException {
        executable(bin.resolve("mvn"), "#!/bin/sh\n" + commands + "\n");
    }

    /// A Java that prints its own place and its arguments, one a line; in training, it also writes
    /// a cache.
    private Path java(String directory, String version) throws IOException {
        Path javaHome =
                Files.createDirectories(machine.resolve(directory).resolve("bin")).getParent();
        Files.writeString(
                javaHome.resolve("release"), "X=\"1\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        return executable(
                javaHome.resolve("bin").resolve("java"),
                """
                #!/bin/sh
                if [ "$1" = -version ]; then
                  echo 'openjdk version "%s" 2026-01-01' >&2
                  exit
                fi
                echo "$0"
                for argument; do
                  echo "$argument"
                  case $argument in -XX:AOTCacheOutput=*) cache=${argument#*=} ;; esac
                done
                if [ -n "$cache" ]; then
                  env | grep SWITCHBOARD_
                  echo cached >"$cache"
                  echo 'listening on http://127.0.0.1:1'
                fi
                """
                        .formatted(version));
    }

    private static Path executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path onPath(String tool) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + tool + " here"));
    }

    private Run run(Map<String, String> environment, String... args)
            throws IOException, InterruptedException {
        Process process = process(environment, args);
        int status = process.waitFor();
        return new Run(
                status,
                new String(process.getInputStream().readAllBytes()),
                new String(process.getErrorStream().readAllBytes()));
    }

    private Process process(Map<String, String> environment, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(machine.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }
}

package dev.switchboard.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.gateway.Gateway;
import dev.switchboard.gateway.config.ConfigLoader;
import dev.switchboard.gateway.config.ConfigOutcome;
import dev.switchboard.gateway.config.ConfigSources;
import dev.switchboard.routing.policy.RoutingPolicy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyWatchTest {
    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<RoutingPolicy> heard = new LinkedBlockingQueue<>();

    @TempDir private Path temp;
    private PolicyDir dir;
    private PolicyWatch watch;

    @BeforeEach
    void watchGoodFiles() {
        dir = new PolicyDir(temp).good();
        PolicyFiles files =
                ((PolicyFiles.Opened.Good) PolicyFiles.open(temp, new SimpleMeterRegistry()))
                        .files();
        files.onChange(heard::add);
        watch = new PolicyWatch(vertx, files, Duration.ofMillis(5));
        watch.start();
    }

    @AfterEach
    void close() throws Exception {
        await(watch.stop());
        await(vertx.close());
    }

    @Test
    void each_change_is_told_in_its_order() throws Exception {
        for (int seconds = 1; seconds <= 5; seconds++) {
            dir.replace(
                    dir.routing(),
                    PolicyDir.ROUTING + "times: { offer: %ds }\n".formatted(seconds));
            assertThat(next().times().offer()).isEqualTo(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void a_listener_that_fails_does_not_end_the_watch() throws Exception {
        PolicyFiles files =
                ((PolicyFiles.Opened.Good) PolicyFiles.open(temp, new SimpleMeterRegistry()))
                        .files();
        files.onChange(policy -> {
            heard.add(policy);
            throw new IllegalStateException("a bug of the listener");
        });
        PolicyWatch failing = new PolicyWatch(vertx, files, Duration.ofMillis(5));
        await(watch.stop());
        failing.start();

        dir.replace(dir.routing(), PolicyDir.ROUTING + "times: { offer: 1s }\n");
        next();
        dir.replace(dir.routing(), PolicyDir.ROUTING + "times: { offer: 2s }\n");

        assertThat(next().times().offer()).isEqualTo(Duration.ofSeconds(2));
        await(failing.stop());
    }

    @Test
    void nothing_is_told_after_it_was_stopped() throws Exception {
        await(watch.stop());
        dir.replace(dir.routing(), PolicyDir.ROUTING + "times: { offer: 1s }\n");

        // A second watch sees the change; the first would have by then.
        PolicyFiles other =
                ((PolicyFiles.Opened.Good) PolicyFiles.open(temp, new SimpleMeterRegistry()))
                        .files();
        BlockingQueue<RoutingPolicy> seen = new LinkedBlockingQueue<>();
        other.onChange(seen::add);
        PolicyWatch second = new PolicyWatch(vertx, other, Duration.ofMillis(5));
        second.start();
        dir.replace(dir.routing(), PolicyDir.ROUTING + "times: { offer: 2s }\n");
        assertThat(seen.poll(30, TimeUnit.SECONDS)).isNotNull();
        await(second.stop());

        assertThat(heard).isEmpty();
    }

    @Test
    void a_node_with_bad_files_does_not_start_and_says_all_that_is_wrong() throws Exception {
        List<Path> links = new ArrayList<>();
        for (String content : List.of("help-center", "languages", "prompts", "texts", "triggers")) {
            Path there = Path.of("..", "config", content).toRealPath();
            links.add(Files.createSymbolicLink(temp.resolve(content), there));
        }
        ConfigOutcome.Loaded config =
                (ConfigOutcome.Loaded)
                        ConfigLoader.load(
                                new ConfigSources(
                                        Path.of(".."),
                                        temp,
                                        Optional.empty(),
                                        Map.of(),
                                        List.of(
                                                setting("port", "0"),
                                                setting("data", "data"),
                                                setting("config-dir", "."))));
        dir.write(dir.routing(), PolicyDir.ROUTING + "times: { offer: 0s, wrap-up: x }\n");

        assertThatThrownBy(() -> await(Gateway.start(config.config())))
                .hasRootCauseMessage(
                        ("%1$s:3:17: times.offer is \"0s\", but a time from 100ms to 1h is needed.\n"
                                        + "%1$s:3:30: times.wrap-up is \"x\", but a time from 100ms"
                                        + " to 24h is needed.")
                                .formatted(temp.resolve("./routing.yaml")));
        for (Path link : links) {
            Files.delete(link);
        }
    }

    private static ConfigSources.CommandLineSetting setting(String key, String value) {
        return new ConfigSources.CommandLineSetting("--set", key, value);
    }

    private RoutingPolicy next() throws InterruptedException {
        RoutingPolicy policy = heard.poll(30, TimeUnit.SECONDS);
        assertThat(policy).isNotNull();
        return policy;
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}

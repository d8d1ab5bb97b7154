package dev.switchboard.gateway.evals;

import dev.switchboard.gateway.assistant.HelpCenter;
import dev.switchboard.gateway.assistant.LanguageWords;
import dev.switchboard.gateway.assistant.Links;
import dev.switchboard.gateway.config.ConfigSources.CommandLineSetting;
import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.embedded.EmbeddedAccount;
import dev.switchboard.gateway.embedded.EmbeddedModel;
import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.store.Store;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// What a node that is evaluated rests on: a Redis of its own in a directory that goes with it, the
/// account service and the models that are configured, or the embedded ones, and a [Recorder]
/// before the models. A Redis that is configured is left alone: it may be the one that customers
/// are on.
public final class Bench implements AutoCloseable {
    private static final int SECRET_BYTES = 32;
    private static final long PATIENCE_S = 30;

    private final Deque<Runnable> ends = new ConcurrentLinkedDeque<>();
    private final List<CommandLineSetting> settings = new ArrayList<>();
    private final GatewayConfig config;
    private final Vertx vertx;
    private Optional<Recorder> recorder = Optional.empty();
    private Optional<URI> account = Optional.empty();
    private boolean closed;

    private Bench(GatewayConfig config) {
        this.config = config;
        this.vertx = Vertx.vertx();
        ends.push(() -> await(vertx.close()));
    }

    /// Nothing is started yet, so that whoever has it can close it at any moment.
    ///
    /// @param config as it is configured
    public static Bench of(GatewayConfig config) {
        return new Bench(config);
    }

    /// What the node is to be started with, beside what is configured.
    public List<CommandLineSetting> settings() {
        return List.copyOf(settings);
    }

    Recorder recorder() {
        return recorder.orElseThrow();
    }

    URI account() {
        return account.orElseThrow();
    }

    Optional<String> accountKey() {
        return config.account().key();
    }

    /// Starts all of it. Blocks; what was started is ended by [#close], also where this fails.
    public void start() throws IOException {
        Path data = Files.createTempDirectory("switchboard-evals-");
        ends.push(() -> delete(data));
        EmbeddedRedis redis = EmbeddedRedis.start(data);
        ends.push(redis::stop);
        set("host", "127.0.0.1");
        set("port", "0");
        set("data", data.toString());
        set("redis.uri", redis.uri().toString());
        set("redis.replicas-acknowledged", "0");
        set("auth.secret", secret());
        set("demo", "true");
        set("tls.certificate", "");
        set("tls.key", "");
        // There are no other nodes to leave anything to.
        for (String pause : List.of("notice", "seats", "spread", "answers")) {
            set("drain." + pause, "0s");
        }
        account = Optional.of(config.account().url().orElseGet(() -> embeddedAccount(redis.uri())));
        set("account.url", account.get().toString());
        models();
    }

    private void models() {
        List<URI> models = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        models.add(config.model().url().orElseGet(this::embeddedModel));
        keys.add("model.url");
        config.model()
                .fallback()
                .url()
                .ifPresent(url -> {
                    models.add(url);
                    keys.add("model.fallback.url");
                });
        config.model()
                .embedding()
                .url()
                .ifPresent(url -> {
                    models.add(url);
                    keys.add("model.embedding.url");
                });
        Recorder.Listening listening = await(Recorder.start(vertx, models));
        recorder = Optional.of(listening.recorder());
        for (int i = 0; i < keys.size(); i++) {
            set(keys.get(i), listening.url(i).toString());
        }
    }

    private URI embeddedModel() {
        var words = LanguageWords.load(config.configDir().resolve("languages"));
        var helpCenter =
                HelpCenter.load(
                        config.configDir().resolve("help-center"),
                        language ->
                                Optional.ofNullable(words.get(language))
                                        .map(LanguageWords::asking)
                                        .orElse(Set.of()),
                        Links.NONE);
        EmbeddedModel model =
                await(
                        EmbeddedModel.start(
                                vertx, config.model().embedded(), words, () -> helpCenter));
        return model.url();
    }

    private URI embeddedAccount(URI redis) {
        var registry = new SimpleMeterRegistry();
        // Its settings are those of one server, whatever is configured.
        var store =
                new Store(
                        vertx,
                        redis,
                        redisSettings(redis),
                        config.conversation().retention(),
                        registry);
        ends.push(() -> await(store.close()));
        return await(EmbeddedAccount.start(vertx, store, InstantSource.system())).url();
    }

    private GatewayConfig.Redis redisSettings(URI redis) {
        GatewayConfig.Redis said = config.redis();
        return new GatewayConfig.Redis(
                Optional.of(redis), said.waitingMax(), said.timeout(), 0, said.replicasTimeout());
    }

    private void set(String key, String value) {
        settings.add(new CommandLineSetting("evals", key, value));
    }

    private static String secret() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /// Ends all of it and leaves nothing behind. Blocks; idempotent.
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        while (!ends.isEmpty()) {
            ends.pop().run();
        }
    }

    private static void delete(Path dir) {
        try (Stream<Path> all = Files.walk(dir)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException left) {
            throw new UncheckedIOException("could not clear " + dir, left);
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(
                    "what is evaluated does not start or end: " + failed, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}

package dev.switchboard.gateway;

import dev.switchboard.gateway.assistant.GroundedAssistant;
import dev.switchboard.gateway.assistant.HelpCenter;
import dev.switchboard.gateway.assistant.LanguageDetector;
import dev.switchboard.gateway.assistant.Prompts;
import dev.switchboard.gateway.assistant.Triggers;
import dev.switchboard.gateway.assistant.openai.OpenAiModel;
import dev.switchboard.gateway.cluster.NodeLease;
import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.connection.SocketServer;
import dev.switchboard.gateway.connection.Tokens;
import dev.switchboard.gateway.conversation.ConversationService;
import dev.switchboard.gateway.embedded.EmbeddedModel;
import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.pools.Pools;
import dev.switchboard.gateway.store.Store;
import dev.switchboard.gateway.web.Site;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// One node: everything between its configuration and its sockets. What is started is noted with how
/// to stop it, and stopped in the opposite order.
public final class Gateway {

    private static final Duration NODE_LEASE = Duration.ofSeconds(6);
    private static final int LOOPS = Math.max(1, Runtime.getRuntime().availableProcessors());

    private final GatewayConfig config;
    private final Vertx vertx;
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Deque<Supplier<Future<Void>>> started = new ArrayDeque<>();
    private final String node = UUID.randomUUID().toString();
    private final InstantSource clock = InstantSource.system();
    private int port;

    private Gateway(GatewayConfig config) {
        this.config = config;
        this.vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setEventLoopPoolSize(LOOPS)
                                .setPreferNativeTransport(true));
    }

    /// Starts a node; completes when it is ready to take sockets. What had been started is stopped
    /// again where it fails.
    public static Future<Gateway> start(GatewayConfig config) {
        var gateway = new Gateway(config);
        return gateway.start()
                .map(gateway)
                .recover(e -> gateway.stop().eventually(() -> Future.failedFuture(e)).map(gateway));
    }

    /// The port it listens on.
    public int port() {
        return port;
    }

    /// Lets go of everything it started. Idempotent.
    public synchronized Future<Void> stop() {
        Supplier<Future<Void>> last = started.pollLast();
        return last == null ? vertx.close() : last.get().eventually(this::stop);
    }

    private synchronized void began(Supplier<Future<Void>> stop) {
        started.addLast(stop);
    }

    private Future<Void> start() {
        measureJvm();
        Future<URI> redis = redis();
        Future<GroundedAssistant> assistant = assistant();
        return Future.all(redis, assistant)
                .compose(_ -> open(redis.result(), assistant.result()));
    }

    private void measureJvm() {
        new JvmMemoryMetrics().bindTo(registry);
        var gc = new JvmGcMetrics();
        gc.bindTo(registry);
        began(
                () -> {
                    gc.close();
                    registry.close();
                    return Future.succeededFuture();
                });
    }

    private Future<URI> redis() {
        return config.redis()
                .uri()
                .map(Future::succeededFuture)
                .orElseGet(
                        () ->
                                vertx.executeBlocking(() -> EmbeddedRedis.start(config.data()), false)
                                        .map(
                                                redis -> {
                                                    began(() -> blocking(redis::stop));
                                                    return redis.uri();
                                                }));
    }

    private Future<GroundedAssistant> assistant() {
        Future<URI> model =
                config.model()
                        .url()
                        .map(Future::succeededFuture)
                        .orElseGet(this::embeddedModel);
        Future<GroundedAssistant.Knowledge> knowledge =
                vertx.executeBlocking(this::knowledge, false);
        return Future.all(model, knowledge)
                .map(_ -> {
                    var client =
                            new OpenAiModel(vertx, model.result(), config.model(), registry);
                    began(client::close);
                    return new GroundedAssistant(
                            vertx, knowledge.result(), client, config.assistant().passagesMax());
                });
    }

    private Future<URI> embeddedModel() {
        return EmbeddedModel.start(vertx, config.model().embedded())
                .map(
                        model -> {
                            began(model::stop);
                            return model.url();
                        });
    }

    private GroundedAssistant.Knowledge knowledge() {
        var dir = config.configDir();
        var helpCenter = HelpCenter.load(dir.resolve("help-center"));
        var languages = new LanguageDetector(helpCenter.languages());
        // The first customer should not wait for the detector's tables; the start should not either.
        vertx.executeBlocking(
                () -> {
                    languages.warmUp();
                    return null;
                },
                false);
        return new GroundedAssistant.Knowledge(
                helpCenter,
                Triggers.load(dir.resolve("triggers")),
                languages,
                Prompts.load(dir.resolve("prompts")));
    }

    private Future<Void> open(URI redis, GroundedAssistant assistant) {
        var store = new Store(vertx, redis, config.redis());
        began(store::close);
        var tokens = new Tokens(vertx, secret(), config.pool().capacityDefault());
        var pools = new Pools(vertx, node, store, config.pool(), clock, registry);
        var conversations =
                new ConversationService(
                        vertx, store.conversations(), assistant, pools, config, clock, registry);
        var lease = new NodeLease(vertx, store.nodes(), node, NODE_LEASE);
        return deploy(1, () -> new Heart(store, lease, pools, conversations))
                .compose(_ -> deploy(1, () -> new Door(store, tokens, conversations, pools, config.port())))
                // The first one learns the port that the others share.
                .compose(
                        _ ->
                                LOOPS == 1
                                        ? Future.succeededFuture()
                                        : deploy(
                                                LOOPS - 1,
                                                () -> new Door(store, tokens, conversations, pools, port)));
    }

    private Future<Void> deploy(int instances, Supplier<Deployable> what) {
        return vertx.deployVerticle(what, new DeploymentOptions().setInstances(instances))
                .map(
                        id -> {
                            began(() -> vertx.undeploy(id));
                            return (Void) null;
                        });
    }

    private String secret() {
        return config.auth()
                .secret()
                .orElseGet(
                        () -> {
                            byte[] random = new byte[32];
                            new SecureRandom().nextBytes(random);
                            return HexFormat.of().formatHex(random);
                        });
    }

    private Future<Void> blocking(Runnable work) {
        return vertx.executeBlocking(
                () -> {
                    work.run();
                    return null;
                },
                false);
    }

    /// What a node does once, on one event loop: its lease, and its share in leading the pool.
    private static final class Heart extends VerticleBase {
        private final Store store;
        private final NodeLease lease;
        private final Pools pools;
        private final ConversationService conversations;

        Heart(Store store, NodeLease lease, Pools pools, ConversationService conversations) {
            this.store = store;
            this.lease = lease;
            this.pools = pools;
            this.conversations = conversations;
        }

        @Override
        public Future<?> start() {
            return store.open()
                    .compose(_ -> lease.start())
                    .onSuccess(_ -> pools.start(conversations));
        }

        @Override
        public Future<?> stop() {
            return pools.stop().eventually(lease::stop).otherwiseEmpty();
        }
    }

    /// What a node does on each event loop: its sockets.
    private final class Door extends VerticleBase {
        private final Store store;
        private final Tokens tokens;
        private final ConversationService conversations;
        private final Pools pools;
        private final int wanted;
        private SocketServer server;

        Door(
                Store store,
                Tokens tokens,
                ConversationService conversations,
                Pools pools,
                int wanted) {
            this.store = store;
            this.tokens = tokens;
            this.conversations = conversations;
            this.pools = pools;
            this.wanted = wanted;
        }

        @Override
        public Future<?> start() {
            server =
                    new SocketServer(
                            vertx,
                            config,
                            tokens,
                            conversations,
                            pools,
                            clock,
                            registry,
                            Site.handler(
                                    vertx,
                                    registry,
                                    store::ping,
                                    config.demoMode() ? Optional.of(tokens) : Optional.empty()));
            return store.open()
                    .compose(_ -> server.listen(wanted))
                    .onSuccess(listening -> port = listening);
        }

        @Override
        public Future<?> stop() {
            return server.stop();
        }
    }
}

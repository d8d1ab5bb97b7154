package dev.switchboard.gateway;

import dev.switchboard.gateway.assistant.GroundedAssistant;
import dev.switchboard.gateway.assistant.HelpCenter;
import dev.switchboard.gateway.assistant.LanguageDetector;
import dev.switchboard.gateway.assistant.Prompts;
import dev.switchboard.gateway.assistant.Triggers;
import dev.switchboard.gateway.assistant.openai.OpenAiModel;
import dev.switchboard.gateway.cluster.Mail;
import dev.switchboard.gateway.cluster.Neighbours;
import dev.switchboard.gateway.cluster.NodeLease;
import dev.switchboard.gateway.cluster.NodeMessage;
import dev.switchboard.gateway.cluster.Post;
import dev.switchboard.gateway.cluster.Survivor;
import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.connection.Admission;
import dev.switchboard.gateway.connection.Farewells;
import dev.switchboard.gateway.connection.SocketMetrics;
import dev.switchboard.gateway.connection.SocketServer;
import dev.switchboard.gateway.connection.Tokens;
import dev.switchboard.gateway.conversation.ConversationService;
import dev.switchboard.gateway.embedded.EmbeddedModel;
import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.embedded.EmbeddedSecret;
import dev.switchboard.gateway.policy.PolicyFiles;
import dev.switchboard.gateway.policy.PolicyWatch;
import dev.switchboard.gateway.policy.RefusedPolicy;
import dev.switchboard.gateway.policy.Texts;
import dev.switchboard.gateway.policy.TextsLoader;
import dev.switchboard.gateway.policy.TextsOutcome;
import dev.switchboard.gateway.pools.PoolCommands;
import dev.switchboard.gateway.pools.Pools;
import dev.switchboard.gateway.store.Store;
import dev.switchboard.gateway.web.Duty;
import dev.switchboard.gateway.web.Site;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One node: everything between its configuration and its sockets. What is started is noted with
/// how to stop it, and stopped in the opposite order.
public final class Gateway {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final long SWEEP_MS_MIN = 50;
    private static final long SWEEP_MS_MAX = 60_000;
    private static final long REASSERT_MS = 100;
    private static final int FREE_PORT = -2;
    private static final int LOOPS = Math.max(1, Runtime.getRuntime().availableProcessors());

    private final GatewayConfig config;
    private final Vertx vertx;
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Deque<Supplier<Future<Void>>> started = new ArrayDeque<>();
    private final String node = UUID.randomUUID().toString();
    private final InstantSource clock = InstantSource.system();
    private final Promise<Void> dismissed = Promise.promise();
    private final List<SocketServer> doors = new CopyOnWriteArrayList<>();
    private volatile @Nullable Drain drain;
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
                .recover(e -> gateway.stop().transform(_ -> Future.failedFuture(e)));
    }

    /// The port it listens on.
    public int port() {
        return port;
    }

    /// Completes when somebody asks over HTTP that this node ends.
    public Future<Void> dismissed() {
        return dismissed.future();
    }

    /// Leaves the sockets to the other nodes, if there can be any, and then stops.
    public Future<Void> drain() {
        Drain ours = drain;
        boolean alone = config.redis().uri().isEmpty();
        return ours == null || alone ? stop() : ours.begin().eventually(this::stop);
    }

    /// Makes a drain wait for nothing any more.
    public void hasten() {
        Drain ours = drain;
        if (ours != null) {
            ours.hasten();
        }
    }

    /// Lets go of everything it started, at once: sockets hear goodbye all together. Idempotent.
    public Future<Void> stop() {
        Promise<Void> stopped = Promise.promise();
        stopNext(stopped);
        return stopped.future();
    }

    private void stopNext(Promise<Void> stopped) {
        Supplier<Future<Void>> last = last();
        if (last != null) {
            last.get().onComplete(_ -> stopNext(stopped));
        } else {
            // Not from an event loop: none of them would be left to hear that it is done.
            Thread.ofVirtual().start(() -> vertx.close().onComplete(stopped));
        }
    }

    private synchronized @Nullable Supplier<Future<Void>> last() {
        return started.pollLast();
    }

    private synchronized void began(Supplier<Future<Void>> stop) {
        started.addLast(stop);
    }

    private Future<Void> start() {
        measureJvm();
        Future<URI> redis = redis();
        Future<GroundedAssistant> assistant = assistant();
        Future<PolicyFiles> policies = policies();
        Future<Texts> texts = texts();
        Future<String> secret =
                config.auth()
                        .secret()
                        .map(Future::succeededFuture)
                        .orElseGet(() ->
                                redis.compose(_ ->
                                        vertx.executeBlocking(
                                                () -> EmbeddedSecret.of(config.data()), false)));
        // All of them, even where one has failed: what still starts could not be stopped.
        return Future.join(redis, assistant, policies, texts, secret)
                .compose(_ ->
                        open(
                                redis.result(),
                                assistant.result(),
                                policies.result(),
                                texts.result(),
                                secret.result()));
    }

    private void measureJvm() {
        new JvmMemoryMetrics().bindTo(registry);
        var gc = new JvmGcMetrics();
        gc.bindTo(registry);
        began(() -> {
            gc.close();
            registry.close();
            return Future.succeededFuture();
        });
    }

    private Future<URI> redis() {
        return config.redis()
                .uri()
                .map(Future::succeededFuture)
                .orElseGet(() ->
                        vertx.executeBlocking(() -> EmbeddedRedis.start(config.data()), false)
                                .map(redis -> {
                                    began(() -> blocking(redis::stop));
                                    return redis.uri();
                                }));
    }

    private Future<GroundedAssistant> assistant() {
        Future<URI> model =
                config.model().url().map(Future::succeededFuture).orElseGet(this::embeddedModel);
        Future<GroundedAssistant.Knowledge> knowledge =
                vertx.executeBlocking(this::knowledge, false);
        return Future.all(model, knowledge)
                .map(_ -> {
                    var client = new OpenAiModel(vertx, model.result(), config.model(), registry);
                    began(client::close);
                    return new GroundedAssistant(
                            vertx, knowledge.result(), client, config.assistant().passagesMax());
                });
    }

    private Future<URI> embeddedModel() {
        return EmbeddedModel.start(vertx, config.model().embedded())
                .map(model -> {
                    began(model::stop);
                    return model.url();
                });
    }

    private GroundedAssistant.Knowledge knowledge() {
        var dir = config.configDir();
        var helpCenter = HelpCenter.load(dir.resolve("help-center"));
        helpCenter.warnings().forEach(LOG::warn);
        var languages = new LanguageDetector(helpCenter.languages());
        // The first customer should not wait for the detector's tables; the start should not
        // either.
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

    private Future<PolicyFiles> policies() {
        return vertx.executeBlocking(() -> PolicyFiles.open(config.configDir(), registry), false)
                .compose(opened ->
                        switch (opened) {
                            case PolicyFiles.Opened.Refused(var errors) ->
                                    Future.failedFuture(new RefusedPolicy(errors));
                            case PolicyFiles.Opened.Good(var files) -> {
                                var watch = new PolicyWatch(vertx, files, PolicyWatch.PERIOD);
                                watch.start();
                                began(watch::stop);
                                yield Future.succeededFuture(files);
                            }
                        });
    }

    private Future<Texts> texts() {
        return vertx.executeBlocking(() -> TextsLoader.load(config.configDir()), false)
                .compose(read ->
                        switch (read) {
                            case TextsOutcome.Refused(var errors) ->
                                    Future.failedFuture(new RefusedPolicy(errors));
                            case TextsOutcome.Ok(var texts) -> Future.succeededFuture(texts);
                        });
    }

    private Future<Void> open(
            URI redis,
            GroundedAssistant assistant,
            PolicyFiles policies,
            Texts texts,
            String secret) {
        var store = new Store(vertx, redis, config.redis(), registry);
        began(store::close);
        var tokens = new Tokens(vertx, secret, config.pool().capacityDefault());
        var post = new Post(store.nodes(), config.cluster().inboxBatchesMax());
        var commands = new PoolCommands(vertx, store);
        var conversations =
                new ConversationService(
                        vertx,
                        store.conversations(),
                        assistant,
                        commands,
                        config,
                        new Neighbours(node, config.redis().uri().isEmpty(), store.nodes(), post),
                        clock,
                        registry);
        var pools =
                new Pools(
                        vertx,
                        node,
                        store,
                        commands,
                        conversations,
                        post,
                        config.pool(),
                        policies,
                        texts,
                        clock,
                        registry);
        var mail =
                new Mail(
                        vertx,
                        store.nodes(),
                        node,
                        message -> {
                            switch (message) {
                                case NodeMessage.ToSeat m -> pools.receive(m);
                                case NodeMessage.ToConversation m -> conversations.receive(m);
                            }
                        },
                        () -> {
                            conversations.compare(false);
                            var _ = pools.reassert();
                        });
        var survivor =
                new Survivor(
                        vertx,
                        store.nodes(),
                        node,
                        config.redis().uri().isEmpty(),
                        config.cluster(),
                        conversations::inherit,
                        registry);
        var lease =
                new NodeLease(
                        vertx,
                        store.nodes(),
                        node,
                        config.cluster().lease(),
                        () -> {
                            mail.renewed();
                            survivor.lapsed();
                            // The pool is to know a seat before it hears what it holds.
                            pools.reassert().onComplete(_ -> conversations.compare(true));
                        });
        var metrics = new SocketMetrics(registry);
        var admission = new Admission(config.connection(), registry);
        var draining =
                new Drain(
                        config.drain(),
                        config.stopTimeout().multipliedBy(3).dividedBy(4),
                        crowd(admission, metrics, conversations),
                        registry);
        drain = draining;
        IntFunction<Deployable> door =
                wanted ->
                        new Door(
                                store,
                                () ->
                                        new SocketServer(
                                                vertx,
                                                config,
                                                tokens,
                                                conversations,
                                                pools,
                                                commands,
                                                policies,
                                                clock,
                                                metrics,
                                                admission,
                                                site(tokens, duty(store, draining))),
                                wanted);
        return deploy(
                        1,
                        () ->
                                new Heart(
                                        store,
                                        lease,
                                        mail,
                                        survivor,
                                        pools,
                                        conversations,
                                        sweepMs()))
                .compose(_ -> deploy(LOOPS, () -> door.apply(sharedPort())));
    }

    /// Servers of one process share a port by its number; a free one has none yet, and is shared by
    /// a negative number instead.
    private int sharedPort() {
        return config.port() == 0 ? FREE_PORT : config.port();
    }

    private Handler<HttpServerRequest> site(Tokens tokens, Duty duty) {
        return Site.handler(
                vertx,
                registry,
                duty,
                config.demoMode() ? Optional.of(tokens) : Optional.empty(),
                config.admin().token());
    }

    private Duty duty(Store store, Drain draining) {
        return new Duty() {
            @Override
            public Future<Void> ready() {
                return store.ping();
            }

            @Override
            public boolean draining() {
                return draining.stage() != Drain.Stage.SERVING;
            }

            @Override
            public JsonObject progress() {
                return draining.progress();
            }

            @Override
            public void drain() {
                dismissed.tryComplete();
            }
        };
    }

    private Drain.Crowd crowd(
            Admission admission, SocketMetrics sockets, ConversationService conversations) {
        return new Drain.Crowd() {
            @Override
            public void closeDoors() {
                admission.close();
            }

            @Override
            public int seats() {
                return sockets.seats();
            }

            @Override
            public int customers() {
                return sockets.customers();
            }

            @Override
            public int answers() {
                return conversations.answers();
            }

            @Override
            public Future<Void> sendSeats(Duration within) {
                return atEach(farewells -> farewells.seats(within));
            }

            @Override
            public Future<Void> sendCustomers(int slices, boolean spareBusy, Duration within) {
                return atEach(farewells -> farewells.customers(slices, spareBusy, within));
            }
        };
    }

    private Future<Void> atEach(Function<Farewells, Future<Void>> part) {
        return Future.join(doors.stream().map(door -> part.apply(door.farewells())).toList())
                .mapEmpty();
    }

    private Future<Void> deploy(int instances, Supplier<Deployable> what) {
        return vertx.deployVerticle(what, new DeploymentOptions().setInstances(instances))
                .map(id -> {
                    began(() -> vertx.undeploy(id));
                    return (Void) null;
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

    /// Often enough that what silence makes due is hardly late, and at least once a minute.
    private long sweepMs() {
        var life = config.conversation();
        long shortest = Math.min(life.idleClose().toMillis(), life.quiet().toMillis());
        return Math.clamp(shortest / 10, SWEEP_MS_MIN, SWEEP_MS_MAX);
    }

    /// What a node does once, on one event loop: its lease, its inbox, its share in leading the
    /// pool and in taking over what lost nodes left, and a look at the conversations in which
    /// nobody speaks.
    private final class Heart extends VerticleBase {
        private final Store store;
        private final NodeLease lease;
        private final Mail mail;
        private final Survivor survivor;
        private final Pools pools;
        private final ConversationService conversations;
        private final long sweepMs;
        private long comparing;
        private boolean reasserting;

        Heart(
                Store store,
                NodeLease lease,
                Mail mail,
                Survivor survivor,
                Pools pools,
                ConversationService conversations,
                long sweepMs) {
            this.store = store;
            this.lease = lease;
            this.mail = mail;
            this.survivor = survivor;
            this.pools = pools;
            this.conversations = conversations;
            this.sweepMs = sweepMs;
        }

        @Override
        public Future<?> start() {
            return store.open()
                    .compose(_ -> lease.start())
                    .compose(_ -> mail.start())
                    .onSuccess(_ -> {
                        pools.start();
                        survivor.start();
                        var heart = vertx.getOrCreateContext();
                        store.onReconnected(() -> heart.runOnContext(_ -> reconnected()));
                        // Ends with this verticle.
                        vertx.setPeriodic(sweepMs, _ -> conversations.sweep());
                        comparing =
                                vertx.setPeriodic(
                                        config.cluster().compare().toMillis(),
                                        _ -> conversations.compare(false));
                    });
        }

        /// Another server may be there, or the same one with less than it had acknowledged: what
        /// this node knows is compared and said again, once for all connections that come back.
        private void reconnected() {
            lease.renew();
            if (!reasserting) {
                reasserting = true;
                vertx.setTimer(
                        REASSERT_MS,
                        _ -> {
                            reasserting = false;
                            // The pool is to know a seat before it hears what it holds.
                            pools.reassert().onComplete(_ -> conversations.compare(true));
                        });
            }
        }

        @Override
        public Future<?> stop() {
            vertx.cancelTimer(comparing);
            survivor.stop();
            return pools.stop()
                    .eventually(() -> {
                        mail.stop();
                        return lease.stop();
                    })
                    .otherwiseEmpty();
        }
    }

    /// What a node does on each event loop: its sockets.
    private final class Door extends VerticleBase {
        private final Store store;
        private final Supplier<SocketServer> make;
        private final int wanted;
        private @Nullable SocketServer server;

        Door(Store store, Supplier<SocketServer> make, int wanted) {
            this.store = store;
            this.make = make;
            this.wanted = wanted;
        }

        @Override
        public Future<?> start() {
            SocketServer made = make.get();
            server = made;
            doors.add(made);
            return store.open()
                    .compose(_ -> made.listen(wanted))
                    .onSuccess(listening -> port = listening);
        }

        @Override
        public Future<?> stop() {
            return server == null ? Future.succeededFuture() : server.stop();
        }
    }
}

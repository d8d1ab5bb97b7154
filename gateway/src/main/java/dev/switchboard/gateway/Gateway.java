package dev.switchboard.gateway;

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
import dev.switchboard.gateway.pools.PoolCommands;
import dev.switchboard.gateway.pools.Pools;
import dev.switchboard.gateway.store.Store;
import dev.switchboard.gateway.web.Duty;
import dev.switchboard.gateway.web.Site;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One node: everything between its configuration and its sockets. What is started is noted with
/// how to stop it, and stopped in the opposite order.
public final class Gateway {

    private static final int FREE_PORT = -2;
    private static final int LOOPS = Math.max(1, Runtime.getRuntime().availableProcessors());

    private final GatewayConfig config;
    private final Vertx vertx;
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Started started = new Started();
    private final String node = UUID.randomUUID().toString();
    private final InstantSource clock = InstantSource.system();
    private final Promise<Void> dismissed = Promise.promise();
    private final List<SocketServer> doors = new CopyOnWriteArrayList<>();
    private volatile @Nullable Drain drain;
    private int port;

    private Gateway(GatewayConfig config) {
        this.config = config;
        this.vertx = EventLoops.start(config.io(), LOOPS);
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
        return started.stop()
                .compose(_ -> {
                    Promise<Void> closed = Promise.promise();
                    // Not from an event loop: none of them would be left to hear that it is done.
                    Thread.ofVirtual().start(() -> vertx.close().onComplete(closed));
                    return closed.future();
                });
    }

    private Future<Void> start() {
        measureJvm();
        return Provisions.get(vertx, config, registry, started).compose(this::open);
    }

    private void measureJvm() {
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        var gc = new JvmGcMetrics();
        gc.bindTo(registry);
        started.add(() -> {
            gc.close();
            registry.close();
            return Future.succeededFuture();
        });
    }

    private Future<Void> open(Provisions provisions) {
        Store store = provisions.store();
        var tokens = new Tokens(vertx, provisions.secret(), config.pool().capacityDefault());
        var post = new Post(store.nodes(), config.cluster().inboxBatchesMax());
        var commands = new PoolCommands(vertx, store);
        var conversations =
                new ConversationService(
                        vertx,
                        store.conversations(),
                        provisions.assistant(),
                        provisions.translator(),
                        provisions.summaries(),
                        provisions.texts(),
                        provisions.briefing(),
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
                        provisions.policies(),
                        provisions.texts(),
                        config.translates(),
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
                        crowd(admission, survivor, metrics, conversations),
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
                                                provisions.policies(),
                                                provisions.texts(),
                                                clock,
                                                metrics,
                                                admission,
                                                site(tokens, duty(store, draining))),
                                wanted,
                                opening(),
                                new LoopDelay(vertx, registry));
        return deploy(
                        1,
                        () -> new Heart(config, store, lease, mail, survivor, pools, conversations))
                .compose(_ -> deploy(LOOPS, () -> door.apply(sharedPort())))
                .onSuccess(_ -> provisions.assistant().warmUp());
    }

    private Door.Opening opening() {
        return new Door.Opening() {
            @Override
            public void made(SocketServer server) {
                doors.add(server);
            }

            @Override
            public void listening(int at) {
                port = at;
            }
        };
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
            Admission admission,
            Survivor survivor,
            SocketMetrics sockets,
            ConversationService conversations) {
        return new Drain.Crowd() {
            @Override
            public void closeDoors() {
                admission.close();
                // Whoever is about to go takes nothing over.
                survivor.stop();
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
                    started.add(() -> vertx.undeploy(id));
                    return (Void) null;
                });
    }
}

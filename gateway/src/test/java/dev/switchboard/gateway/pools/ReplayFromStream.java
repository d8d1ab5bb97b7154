package dev.switchboard.gateway.pools;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.store.PoolStore;
import dev.switchboard.gateway.store.Store;
import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.RoutingPolicy;
import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.Need;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.PoolEffect;
import dev.switchboard.routing.pool.PoolRules;
import dev.switchboard.routing.pool.Profile;
import dev.switchboard.routing.pool.Step;
import dev.switchboard.routing.pool.Subject;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// How long a new leader takes to replay a stream of which no snapshot was ever taken.
///
/// Files the commands of a pool at work on a real Redis (customers come in 23 languages, are
/// offered, taken, confirmed and released), then starts a leader and waits until it leads.
///
///     mvn -q -pl routing,gateway test-compile dependency:build-classpath -Dmdep.outputFile=target/test.cp
///     (cd gateway && java -Xmx4g -cp target/classes:target/test-classes:$(cat target/test.cp) \
///         dev.switchboard.gateway.pools.ReplayFromStream 1000 5000 1000000)
///
/// with the `java` of a JDK 25; the numbers are seats, conversations waiting, and commands.
public final class ReplayFromStream {

    private static final int ROUND = 2_000;
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final List<String> LANGUAGES =
            List.of(
                    "en", "de", "sv", "nb", "da", "fi", "nl", "fr", "it", "es", "pt", "pl", "cs",
                    "hu", "el", "ro", "bg", "tr", "ru", "uk", "ar", "zh", "ja");

    private final SplittableRandom random = new SplittableRandom(1);
    private final ArrayDeque<PoolCommand> answers = new ArrayDeque<>();
    private final ArrayDeque<PoolCommand.Released> held = new ArrayDeque<>();
    private Pool pool = Pool.empty("replayed", RoutingPolicy.DEFAULT);
    private long customers;

    private ReplayFromStream() {}

    public static void main(String[] args) throws Exception {
        int seats = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        int waiting = args.length > 1 ? Integer.parseInt(args[1]) : 5_000;
        int commands = args.length > 2 ? Integer.parseInt(args[2]) : 1_000_000;
        Path data = Files.createTempDirectory("replay-from-stream");
        EmbeddedRedis redis = EmbeddedRedis.start(data);
        Vertx vertx = Vertx.vertx();
        Context loop = vertx.getOrCreateContext();
        var limits =
                new GatewayConfig.Redis(
                        Optional.empty(), 16_384, Duration.ofSeconds(30), 0, Duration.ofSeconds(1));
        Store store =
                new Store(
                        vertx, redis.uri(), limits, Duration.ofDays(1), new SimpleMeterRegistry());
        get(loop, store::open);
        PoolStore stream = store.pool("replayed");
        new ReplayFromStream().fill(loop, stream, seats, waiting, commands);
        long begun = System.nanoTime();
        Pool replayed = lead(vertx, loop, store, stream);
        System.out.printf(
                "%,d commands from the stream in %.1f s: %,d seats, %,d waiting%n",
                commands,
                (System.nanoTime() - begun) / 1e9,
                replayed.seatCount(),
                replayed.queued());
        redis.stop();
        System.exit(0);
    }

    private void fill(Context loop, PoolStore stream, int seats, int waiting, int commands)
            throws Exception {
        var begin = new ArrayList<PoolCommand>();
        for (int n = 0; n < seats; n++) {
            String seat = "seat-" + n;
            var profile =
                    Profile.of(seat, List.of(language(), language()), List.of(), 4, List.of());
            begin.add(new PoolCommand.SeatUp(seat, profile, "node", "k" + n));
            begin.add(new PoolCommand.Presence(seat, PoolCommand.Presence.State.AVAILABLE));
        }
        int filed = file(loop, stream, begin);
        while (filed < commands) {
            var round = new ArrayList<PoolCommand>();
            while (round.size() < Math.min(ROUND, commands - filed)) {
                round.add(next(waiting, round.size()));
            }
            filed += file(loop, stream, round);
        }
    }

    private PoolCommand next(int waiting, int coming) {
        if (!answers.isEmpty()) {
            return answers.poll();
        }
        return pool.queued() + coming < waiting || held.isEmpty() || random.nextInt(4) == 0
                ? enqueue()
                : held.poll();
    }

    private PoolCommand enqueue() {
        String id = "%016x-1".formatted((++customers) * 0x9E3779B97F4A7C15L);
        return new PoolCommand.Enqueue(
                id,
                1,
                new Subject("person-" + id, Reason.DIRECT_REQUEST, "What it is about."),
                new Need(language(), Optional.empty(), new Target.Anybody(), Optional.empty()),
                Optional.empty(),
                List.of());
    }

    private String language() {
        return LANGUAGES.get(random.nextInt(LANGUAGES.size()));
    }

    /// Files commands and takes them in, so that what they bring about can be answered.
    private int file(Context loop, PoolStore stream, List<PoolCommand> commands) throws Exception {
        List<CommandId> ids =
                get(loop, () -> Future.all(commands.stream().map(stream::append).toList())).list();
        for (int n = 0; n < commands.size(); n++) {
            Step step = PoolRules.step(pool, commands.get(n), ids.get(n));
            pool = step.pool();
            step.effects().forEach(this::answer);
        }
        return commands.size();
    }

    private void answer(PoolEffect effect) {
        if (effect instanceof PoolEffect.Offer offer) {
            answers.add(new PoolCommand.Accept(offer.seat(), offer.offer()));
        } else if (effect instanceof PoolEffect.Assign a) {
            answers.add(new PoolCommand.Assigned(a.conversation(), a.epoch(), a.seat()));
            held.add(new PoolCommand.Released(a.conversation(), a.epoch(), a.seat(), false));
        }
    }

    private static Pool lead(Vertx vertx, Context loop, Store store, PoolStore stream)
            throws Exception {
        var led = new CompletableFuture<Pool>();
        var ears =
                new PoolLeader.Audience() {
                    @Override
                    public void stepped(Pool before, PoolCommand command, Step step) {}

                    @Override
                    public void resumed(Pool found) {
                        led.complete(found);
                    }

                    @Override
                    public void counted(Pool found) {}

                    @Override
                    public void ended() {}
                };
        var leader =
                new PoolLeader(
                        vertx,
                        "node",
                        "replayed",
                        stream,
                        store.nodes(),
                        new GatewayConfig.Pool(4, 1_000_000_000, LONG),
                        () -> RoutingPolicy.DEFAULT,
                        InstantSource.system(),
                        ears);
        loop.runOnContext(_ -> leader.start());
        return led.get(10, TimeUnit.MINUTES);
    }

    private static <T> T get(Context loop, Supplier<Future<T>> asked) throws Exception {
        var answered = new CompletableFuture<T>();
        loop.runOnContext(_ ->
                asked.get()
                        .onSuccess(answered::complete)
                        .onFailure(answered::completeExceptionally));
        return answered.get(60, TimeUnit.SECONDS);
    }
}

package dev.switchboard.gateway.assistant.openai;

import dev.switchboard.gateway.assistant.Model;
import dev.switchboard.gateway.config.GatewayConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// A listener that keeps what it hears, for the test's thread to wait for.
final class Heard implements Model.Listener {
    static final Model.Prompt PROMPT =
            new Model.Prompt(
                    "Be brief.",
                    List.of(new Model.Message(Model.Role.CUSTOMER, "Where is my order?")),
                    List.of());

    final Queue<String> pieces = new ConcurrentLinkedQueue<>();
    final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    final AtomicInteger ends = new AtomicInteger();
    final Promise<Void> firstPiece = Promise.promise();
    private final Promise<Model.Completion> completion = Promise.promise();
    private final Promise<Model.Failure> failure = Promise.promise();
    private final AtomicReference<Model.Answering> answering = new AtomicReference<>();
    private final Context home;

    private Heard(Context home) {
        this.home = home;
    }

    /// Asks on an event loop, and comes back when the asking has.
    static Heard ask(Vertx vertx, Model model, Model.Prompt prompt) {
        return askOn(vertx.getOrCreateContext(), model, prompt);
    }

    /// Asks on the event loop of another answer.
    static Heard askBeside(Heard other, Model model) {
        return askOn(other.home, model, PROMPT);
    }

    private static Heard askOn(Context home, Model model, Model.Prompt prompt) {
        Heard heard = new Heard(home);
        heard.onHome(() -> heard.answering.set(model.answer(prompt, heard)));
        return heard;
    }

    static Heard ask(Vertx vertx, Model model) {
        return ask(vertx, model, PROMPT);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing came within 20 s", e);
        }
    }

    @Override
    public void text(String piece) {
        threads.add(Thread.currentThread());
        pieces.add(piece);
        firstPiece.tryComplete();
    }

    @Override
    public void completed(Model.Completion whole) {
        threads.add(Thread.currentThread());
        ends.incrementAndGet();
        failure.tryFail("completed instead: " + whole);
        completion.tryComplete(whole);
    }

    @Override
    public void failed(Model.Failure why) {
        threads.add(Thread.currentThread());
        ends.incrementAndGet();
        completion.tryFail("failed instead: " + why);
        failure.tryComplete(why);
    }

    Model.Completion completion() {
        return await(completion.future());
    }

    Model.Failure failure() {
        return await(failure.future());
    }

    void cancel() {
        onHome(() -> answering.get().cancel());
    }

    void pause() {
        onHome(() -> answering.get().pause());
    }

    void resume() {
        onHome(() -> answering.get().resume());
    }

    /// Runs on the answer's event loop and waits until that is done.
    void onHome(Runnable action) {
        Promise<Void> done = Promise.promise();
        home.runOnContext(_ -> {
            action.run();
            done.complete();
        });
        await(done.future());
    }

    /// Settings for tests. Every time-out is longer than [#await] waits, until a test shortens the
    /// one that it is about.
    static final class Settings {
        Duration firstToken = Duration.ofSeconds(60);
        Duration idle = Duration.ofSeconds(60);
        Duration answer = Duration.ofSeconds(60);
        int streamsMax = 1_000;
        int streamsWaitingMax = 1_000;
        int retriesMax = 2;
        int outputTokensMax = 500;

        GatewayConfig.Model model() {
            return new GatewayConfig.Model(
                    Optional.empty(),
                    Optional.of("secret-key"),
                    "test-model",
                    Duration.ofSeconds(2),
                    firstToken,
                    idle,
                    answer,
                    streamsMax,
                    streamsWaitingMax,
                    retriesMax,
                    outputTokensMax,
                    new GatewayConfig.ModelBreaker(5, Duration.ofSeconds(10)),
                    new GatewayConfig.FallbackModel(Optional.empty(), Optional.empty(), "none"),
                    new GatewayConfig.Embedding(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Duration.ofMillis(250),
                            32,
                            40),
                    new GatewayConfig.EmbeddedModel(0, 1_000));
        }
    }

    /// A tool with which prompts of tests ask for a person.
    static final Model.Tool HANDOFF =
            new Model.Tool("handoff", "Hands over.", Map.of("reason", "Why.", "summary", "What."));
}

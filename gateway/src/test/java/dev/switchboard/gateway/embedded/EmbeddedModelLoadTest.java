package dev.switchboard.gateway.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.assistant.Model;
import dev.switchboard.gateway.assistant.Passage;
import dev.switchboard.gateway.assistant.Prompts;
import dev.switchboard.gateway.assistant.openai.OpenAiModel;
import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.kit.Content;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedModelLoadTest {
    private final Vertx vertx = Vertx.vertx();
    private EmbeddedModel model;

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing came within 30 s", e);
        }
    }

    private void start(int firstTokenMs, int tokensPerSecond) {
        model =
                await(
                        EmbeddedModel.start(
                                vertx,
                                new GatewayConfig.EmbeddedModel(firstTokenMs, tokensPerSecond),
                                Content.words(),
                                Content::helpCenter));
    }

    private Future<String> ask(Model client, Model.Prompt prompt) {
        Promise<String> outcome = Promise.promise();
        StringBuilder pieces = new StringBuilder();
        Model.Listener listener =
                new Model.Listener() {
                    @Override
                    public void text(String piece) {
                        pieces.append(piece);
                    }

                    @Override
                    public void completed(Model.Completion completion) {
                        assertThat(completion.text()).isEqualTo(pieces.toString());
                        outcome.complete(
                                completion.toolCalls().isEmpty()
                                        ? completion.text()
                                        : completion.toolCalls().getFirst().name()
                                                + " "
                                                + completion
                                                        .toolCalls()
                                                        .getFirst()
                                                        .arguments()
                                                        .get("reason"));
                    }

                    @Override
                    public void failed(Model.Failure failure) {
                        outcome.fail(failure.toString());
                    }
                };
        vertx.runOnContext(_ -> client.answer(prompt, listener));
        return outcome.future();
    }

    @Test
    void hundreds_of_answers_at_once_are_told_whole_through_the_models_client() {
        start(20, 200);
        int streams = 500;
        GatewayConfig.Model settings =
                new GatewayConfig.Model(
                        Optional.empty(),
                        Optional.empty(),
                        "embedded",
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(30),
                        streams,
                        streams,
                        0,
                        500,
                        new GatewayConfig.ModelBreaker(5, Duration.ofSeconds(10)),
                        new GatewayConfig.FallbackModel(Optional.empty(), Optional.empty(), "none"),
                        new GatewayConfig.Embedding(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Duration.ofMillis(250),
                                32,
                                40),
                        new GatewayConfig.EmbeddedModel(20, 200));
        Model client = new OpenAiModel(vertx, model.url(), settings, new SimpleMeterRegistry());
        Prompts prompts = Prompts.load(Path.of("..", "config", "prompts"));
        Passage passage =
                new Passage("d#1", "Delivery", "Standard delivery takes 3 to 5 days.", "en");
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            Model.Message asked =
                    new Model.Message(
                            Model.Role.CUSTOMER,
                            i % 2 == 0 ? "How long is standard delivery?" : "Unicorns?");
            answers.add(ask(client, prompts.compose("en", List.of(passage), List.of(asked))));
        }
        for (int i = 0; i < streams; i++) {
            assertThat(await(answers.get(i)))
                    .isEqualTo(
                            i % 2 == 0
                                    ? "Here is what our help centre says: Standard delivery takes"
                                            + " 3 to 5 days."
                                    : "handoff ungrounded");
        }
        assertThat(model.requestsBegun()).isEqualTo(streams);
        assertThat(model.streamsAborted()).isZero();
    }
}

package dev.switchboard.gateway;

import dev.switchboard.gateway.assistant.GroundedAssistant;
import dev.switchboard.gateway.assistant.HelpCenterFiles;
import dev.switchboard.gateway.assistant.LanguageDetector;
import dev.switchboard.gateway.assistant.LanguageWords;
import dev.switchboard.gateway.assistant.Links;
import dev.switchboard.gateway.assistant.Prompts;
import dev.switchboard.gateway.assistant.Retrieval;
import dev.switchboard.gateway.assistant.Triggers;
import dev.switchboard.gateway.assistant.Vectors;
import dev.switchboard.gateway.assistant.openai.OpenAiEmbedder;
import dev.switchboard.gateway.assistant.openai.OpenAiModel;
import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.embedded.EmbeddedModel;
import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.embedded.EmbeddedSecret;
import dev.switchboard.gateway.policy.PolicyFiles;
import dev.switchboard.gateway.policy.PolicyWatch;
import dev.switchboard.gateway.policy.RefusedPolicy;
import dev.switchboard.gateway.policy.Texts;
import dev.switchboard.gateway.policy.TextsLoader;
import dev.switchboard.gateway.policy.TextsOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a node needs before it can open: services, its own where none are configured, and what it
/// reads from files.
///
/// @param redis where the store is
/// @param secret of the tokens
record Provisions(
        URI redis, GroundedAssistant assistant, PolicyFiles policies, Texts texts, String secret) {

    /// Gets all of it.
    ///
    /// @param started hears how to end what is started for it
    static Future<Provisions> get(
            Vertx vertx, GatewayConfig config, MeterRegistry registry, Started started) {
        return new Getting(vertx, config, registry, started).all();
    }

    private record Getting(
            Vertx vertx, GatewayConfig config, MeterRegistry registry, Started started) {

        private static final Logger LOG = LoggerFactory.getLogger(Provisions.class);

        /// All of them, even where one has failed: what still starts could not be stopped.
        Future<Provisions> all() {
            Future<URI> redis = redis();
            Future<GroundedAssistant> assistant = assistant();
            Future<PolicyFiles> policies = policies();
            Future<Texts> texts = texts();
            Future<String> secret = secret(redis);
            return Future.join(redis, assistant, policies, texts, secret)
                    .map(_ ->
                            new Provisions(
                                    redis.result(),
                                    assistant.result(),
                                    policies.result(),
                                    texts.result(),
                                    secret.result()));
        }

        private Future<String> secret(Future<URI> redis) {
            return config.auth()
                    .secret()
                    .map(Future::succeededFuture)
                    .orElseGet(() ->
                            redis.compose(_ ->
                                    vertx.executeBlocking(
                                            () -> EmbeddedSecret.of(config.data()), false)));
        }

        private Future<URI> redis() {
            return config.redis()
                    .uri()
                    .map(Future::succeededFuture)
                    .orElseGet(() ->
                            vertx.executeBlocking(() -> EmbeddedRedis.start(config.data()), false)
                                    .map(redis -> {
                                        started.add(() -> blocking(redis::stop));
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
                        started.add(client::close);
                        return new GroundedAssistant(
                                vertx,
                                knowledge.result(),
                                client,
                                config.assistant().passagesMax());
                    });
        }

        private Future<URI> embeddedModel() {
            return EmbeddedModel.start(vertx, config.model().embedded())
                    .map(model -> {
                        started.add(model::stop);
                        return model.url();
                    });
        }

        private GroundedAssistant.Knowledge knowledge() {
            var dir = config.configDir();
            var helpCenter = helpCenter();
            var languages = new LanguageDetector(helpCenter.current().languages());
            // The first customer should not wait for the detector's tables; the start should not
            // either.
            vertx.executeBlocking(
                    () -> {
                        helpCenter.current().makeReady();
                        languages.warmUp();
                        return null;
                    },
                    false);
            return new GroundedAssistant.Knowledge(
                    new Retrieval(helpCenter::current, vectors(helpCenter)),
                    Triggers.load(dir.resolve("triggers")),
                    languages,
                    Prompts.load(dir.resolve("prompts")));
        }

        private HelpCenterFiles helpCenter() {
            var dir = config.configDir();
            var words = LanguageWords.load(dir.resolve("languages"));
            var files =
                    HelpCenterFiles.open(
                            dir.resolve("help-center"),
                            language ->
                                    Optional.ofNullable(words.get(language))
                                            .map(LanguageWords::asking)
                                            .orElse(Set.of()),
                            new Links(config.helpCenter().url()),
                            registry);
            files.current().warnings().forEach(LOG::warn);
            var watch = new PolicyWatch(vertx, files, HelpCenterFiles.PERIOD);
            watch.start();
            started.add(watch::stop);
            return files;
        }

        /// Where an embedding model is configured.
        private Optional<Vectors> vectors(HelpCenterFiles helpCenter) {
            var embedding = config.model().embedding();
            return embedding
                    .name()
                    .map(name -> {
                        var own = embedding.url().isPresent();
                        var embedder =
                                new OpenAiEmbedder(
                                        vertx,
                                        embedding.url().or(config.model()::url).orElseThrow(),
                                        own
                                                ? embedding.key()
                                                : embedding.key().or(config.model()::key),
                                        name,
                                        config.model().connectTimeout());
                        var vectors =
                                new Vectors(
                                        vertx,
                                        embedder,
                                        new Vectors.Settings(
                                                embedding.batchMax(),
                                                embedding.timeout(),
                                                embedding.similarityPercentMin() / 100f),
                                        registry);
                        started.add(embedder::close);
                        started.add(vectors::stop);
                        helpCenter.onChange(vectors::follow);
                        vectors.follow(helpCenter.current());
                        return vectors;
                    });
        }

        private Future<PolicyFiles> policies() {
            return vertx.executeBlocking(
                            () -> PolicyFiles.open(config.configDir(), registry), false)
                    .compose(opened ->
                            switch (opened) {
                                case PolicyFiles.Opened.Refused(var errors) ->
                                        Future.failedFuture(new RefusedPolicy(errors));
                                case PolicyFiles.Opened.Good(var files) -> {
                                    var watch = new PolicyWatch(vertx, files, PolicyWatch.PERIOD);
                                    watch.start();
                                    started.add(watch::stop);
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

        private Future<Void> blocking(Runnable work) {
            return vertx.executeBlocking(
                    () -> {
                        work.run();
                        return null;
                    },
                    false);
        }
    }
}

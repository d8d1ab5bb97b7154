package dev.switchboard.gateway;

import dev.switchboard.gateway.account.AccountTools;
import dev.switchboard.gateway.account.HttpAccountService;
import dev.switchboard.gateway.assistant.BriefingWords;
import dev.switchboard.gateway.assistant.GroundedAssistant;
import dev.switchboard.gateway.assistant.HelpCenter;
import dev.switchboard.gateway.assistant.LanguageDetector;
import dev.switchboard.gateway.assistant.LanguageWords;
import dev.switchboard.gateway.assistant.Model;
import dev.switchboard.gateway.assistant.PromiseExamples;
import dev.switchboard.gateway.assistant.Prompts;
import dev.switchboard.gateway.assistant.Triggers;
import dev.switchboard.gateway.assistant.openai.FallbackModel;
import dev.switchboard.gateway.assistant.openai.OpenAiModel;
import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.conversation.Briefing;
import dev.switchboard.gateway.embedded.EmbeddedAccount;
import dev.switchboard.gateway.embedded.EmbeddedModel;
import dev.switchboard.gateway.embedded.EmbeddedRedis;
import dev.switchboard.gateway.embedded.EmbeddedSecret;
import dev.switchboard.gateway.policy.PolicyFiles;
import dev.switchboard.gateway.policy.PolicyWatch;
import dev.switchboard.gateway.policy.RefusedPolicy;
import dev.switchboard.gateway.policy.Texts;
import dev.switchboard.gateway.policy.TextsLoader;
import dev.switchboard.gateway.policy.TextsOutcome;
import dev.switchboard.gateway.store.Store;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a node needs before it can open: services, its own where none are configured, and what it
/// reads from files.
///
/// @param briefing what agents are told before they take a conversation
/// @param secret of the tokens
record Provisions(
        Store store,
        GroundedAssistant assistant,
        PolicyFiles policies,
        Texts texts,
        Briefing briefing,
        String secret) {

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
            Future<Store> store = redis.map(this::store);
            Future<PolicyFiles> policies = policies();
            Future<Texts> texts = texts();
            Future<AccountTools> tools = tools(store, policies, texts);
            Future<GroundedAssistant> assistant = assistant(tools);
            Future<BriefingWords> words =
                    vertx.executeBlocking(
                            () -> BriefingWords.load(config.configDir().resolve("briefing.yaml")),
                            false);
            Future<String> secret = secret(redis);
            return Future.join(
                            List.of(store, assistant, policies, texts, tools, words, secret))
                    .map(_ ->
                            new Provisions(
                                    store.result(),
                                    assistant.result(),
                                    policies.result(),
                                    texts.result(),
                                    new Briefing(
                                            words.result(),
                                            config.handoff().language(),
                                            tools.result()::describe),
                                    secret.result()));
        }

        private Store store(URI redis) {
            var store = new Store(vertx, redis, config.redis(), registry);
            started.add(store::close);
            return store;
        }

        private Future<AccountTools> tools(
                Future<Store> store, Future<PolicyFiles> policies, Future<Texts> texts) {
            Future<URI> url =
                    config.account()
                            .url()
                            .map(Future::succeededFuture)
                            .orElseGet(() -> store.compose(this::embeddedAccount));
            return Future.join(url, policies, texts)
                    .compose(_ -> {
                        var client =
                                new HttpAccountService(
                                        vertx, url.result(), config.account(), registry);
                        started.add(client::close);
                        var tools =
                                new AccountTools(
                                        client, texts.result(), policies.result()::tools);
                        // The first formats of a process take a while to load.
                        return vertx.executeBlocking(tools::warmedUp, false);
                    });
        }

        private Future<URI> embeddedAccount(Store store) {
            return EmbeddedAccount.start(vertx, store, InstantSource.system())
                    .map(account -> {
                        started.add(account::stop);
                        return account.url();
                    });
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

        private Future<GroundedAssistant> assistant(Future<AccountTools> tools) {
            Future<URI> model =
                    config.model()
                            .url()
                            .map(Future::succeededFuture)
                            .orElseGet(this::embeddedModel);
            Future<GroundedAssistant.Knowledge> knowledge =
                    vertx.executeBlocking(this::knowledge, false);
            return Future.join(model, knowledge, tools)
                    .map(_ ->
                            new GroundedAssistant(
                                    vertx,
                                    knowledge.result(),
                                    models(model.result()),
                                    tools.result(),
                                    config.assistant()));
        }

        private FallbackModel models(URI first) {
            List<Model> models = new ArrayList<>();
            models.add(client(first, config.model()));
            config.model()
                    .fallback()
                    .url()
                    .ifPresent(url -> models.add(client(url, config.model().ofFallback())));
            return new FallbackModel(vertx, models, config.model().breaker(), registry);
        }

        private OpenAiModel client(URI url, GatewayConfig.Model settings) {
            var client = new OpenAiModel(vertx, url, settings, registry);
            started.add(client::close);
            return client;
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
                    LanguageWords.load(dir.resolve("languages")),
                    PromiseExamples.load(dir.resolve("triggers")),
                    Prompts.load(dir.resolve("prompts"))
                            .forColleagues(config.handoff().language()));
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

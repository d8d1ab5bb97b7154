package dev.switchboard.gateway;

import dev.switchboard.gateway.account.AccountTools;
import dev.switchboard.gateway.account.HttpAccountService;
import dev.switchboard.gateway.assistant.GroundedAssistant;
import dev.switchboard.gateway.assistant.HelpCenterFiles;
import dev.switchboard.gateway.assistant.LanguageDetector;
import dev.switchboard.gateway.assistant.LanguageWords;
import dev.switchboard.gateway.assistant.Links;
import dev.switchboard.gateway.assistant.Model;
import dev.switchboard.gateway.assistant.ModelSummaries;
import dev.switchboard.gateway.assistant.Prompts;
import dev.switchboard.gateway.assistant.Retrieval;
import dev.switchboard.gateway.assistant.Summaries;
import dev.switchboard.gateway.assistant.Vectors;
import dev.switchboard.gateway.assistant.openai.FallbackModel;
import dev.switchboard.gateway.assistant.openai.OpenAiEmbedder;
import dev.switchboard.gateway.assistant.openai.OpenAiModel;
import dev.switchboard.gateway.assistant.translation.ModelTranslator;
import dev.switchboard.gateway.assistant.translation.Translator;
import dev.switchboard.gateway.assistant.triggers.Triggers;
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
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
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
        Translator translator,
        Summaries summaries,
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

    /// What thinks by the model.
    private record Minds(GroundedAssistant assistant, Translator translator, Summaries summaries) {}

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
            Future<Minds> minds = minds(tools, texts);
            Future<String> secret = secret(redis);
            return Future.join(List.of(store, minds, policies, texts, tools, secret))
                    .map(_ ->
                            new Provisions(
                                    store.result(),
                                    minds.result().assistant(),
                                    minds.result().translator(),
                                    minds.result().summaries(),
                                    policies.result(),
                                    texts.result(),
                                    new Briefing(
                                            texts.result(),
                                            config.handoff().language(),
                                            tools.result()::describe),
                                    secret.result()));
        }

        private Store store(URI redis) {
            var store =
                    new Store(
                            vertx,
                            redis,
                            config.redis(),
                            config.conversation().retention(),
                            registry);
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
                    .map(_ -> {
                        var client =
                                new HttpAccountService(
                                        vertx, url.result(), config.account(), registry);
                        started.add(client::close);
                        return new AccountTools(client, texts.result(), policies.result()::tools);
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

        private Future<Minds> minds(Future<AccountTools> tools, Future<Texts> texts) {
            Future<SortedMap<String, LanguageWords>> words = words();
            Future<HelpCenterFiles> helpCenter =
                    words.compose(known -> vertx.executeBlocking(() -> helpCenter(known), false));
            Future<URI> model =
                    config.model()
                            .url()
                            .map(Future::succeededFuture)
                            .orElseGet(() ->
                                    helpCenter.compose(
                                            files -> embeddedModel(words.result(), files)));
            Future<GroundedAssistant.Knowledge> knowledge =
                    Future.all(helpCenter, texts)
                            .compose(_ ->
                                    vertx.executeBlocking(
                                            () ->
                                                    knowledge(
                                                            words.result(),
                                                            texts.result().languages(),
                                                            helpCenter.result()),
                                            false));
            return Future.join(model, knowledge, tools)
                    .map(_ -> {
                        var models = models(model.result());
                        return new Minds(
                                new GroundedAssistant(
                                        vertx,
                                        knowledge.result(),
                                        models,
                                        tools.result(),
                                        config.assistant()),
                                translator(models, knowledge.result()),
                                summaries(models, knowledge.result().prompts()));
                    });
        }

        private Translator translator(Model models, GroundedAssistant.Knowledge knowledge) {
            return config.translates()
                    ? new ModelTranslator(
                            vertx,
                            models,
                            knowledge.prompts(),
                            knowledge.languages(),
                            config.translation().timeout(),
                            config.model(),
                            registry)
                    : Translator.NONE;
        }

        private Summaries summaries(Model models, Prompts prompts) {
            return config.handoff().summaryTimeout().isZero()
                    ? Summaries.NONE
                    : new ModelSummaries(vertx, models, prompts, config.handoff(), registry);
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

        private Future<SortedMap<String, LanguageWords>> words() {
            return vertx.executeBlocking(
                    () -> LanguageWords.load(config.configDir().resolve("languages")), false);
        }

        private Future<URI> embeddedModel(
                SortedMap<String, LanguageWords> words, HelpCenterFiles helpCenter) {
            return EmbeddedModel.start(vertx, config.model().embedded(), words, helpCenter::current)
                    .map(model -> {
                        started.add(model::stop);
                        return model.url();
                    });
        }

        /// @param spoken the languages that have texts
        private GroundedAssistant.Knowledge knowledge(
                SortedMap<String, LanguageWords> words,
                Set<String> spoken,
                HelpCenterFiles helpCenter) {
            var dir = config.configDir();
            var known = new TreeSet<>(spoken);
            known.retainAll(words.keySet());
            return new GroundedAssistant.Knowledge(
                    new Retrieval(helpCenter::current, vectors(helpCenter)),
                    Triggers.load(dir.resolve("triggers"), helpCenter.current().all()),
                    LanguageDetector.of(dir, known),
                    words,
                    Prompts.load(dir.resolve("prompts"))
                            .forColleagues(config.handoff().language()));
        }

        private HelpCenterFiles helpCenter(SortedMap<String, LanguageWords> words) {
            var dir = config.configDir();
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

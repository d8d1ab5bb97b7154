package dev.switchboard.gateway.embedded;

import dev.switchboard.gateway.assistant.HelpCenter;
import dev.switchboard.gateway.assistant.LanguageWords;
import dev.switchboard.gateway.config.GatewayConfig;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// The model that answers while none is configured: an OpenAI-compatible server on the loopback
/// address.
///
/// It is no language model. It quotes the passages and the tools' results that it finds in the
/// prompt, in the manner and at the pace of one, so that the whole way of an answer can be walked
/// on a machine without a model: in a demo, in tests, under load.
public final class EmbeddedModel {
    private final Vertx vertx;
    private final String deployment;
    private final URI url;
    private final Counters counters;

    /// What has happened since the start, over all of the server's event loops.
    static final class Counters {
        final AtomicLong requestsBegun = new AtomicLong();
        final AtomicInteger streamsOpen = new AtomicInteger();
        final AtomicLong streamsAborted = new AtomicLong();
    }

    private EmbeddedModel(Vertx vertx, String deployment, URI url, Counters counters) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.url = url;
        this.counters = counters;
    }

    /// Starts the server on a free port of 127.0.0.1.
    ///
    /// @param words what it says of its own, by language; English is among them
    /// @param helpCenter what it has read, as it is when a question comes
    public static Future<EmbeddedModel> start(
            Vertx vertx,
            GatewayConfig.EmbeddedModel settings,
            SortedMap<String, LanguageWords> words,
            Supplier<HelpCenter> helpCenter) {
        var phrases = new EmbeddedModelPhrases(words);
        EmbeddedModelPace pace =
                new EmbeddedModelPace(settings.firstTokenMs(), settings.tokensPerSecond());
        Counters counters = new Counters();
        AtomicInteger port = new AtomicInteger();
        return vertx.deployVerticle(
                        () -> new EmbeddedModelServer(pace, phrases, helpCenter, counters, port),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .map(deployment ->
                        new EmbeddedModel(
                                vertx,
                                deployment,
                                URI.create("http://127.0.0.1:" + port.get() + "/v1"),
                                counters));
    }

    /// The base URL of its API, up to and including `/v1`.
    public URI url() {
        return url;
    }

    /// Stops the server. Streams that are open are cut off.
    public Future<Void> stop() {
        return vertx.undeploy(deployment);
    }

    /// Completions asked for.
    public long requestsBegun() {
        return counters.requestsBegun.get();
    }

    /// Streams being written.
    public int streamsOpen() {
        return counters.streamsOpen.get();
    }

    /// Streams whose reader went away before their end.
    public long streamsAborted() {
        return counters.streamsAborted.get();
    }
}

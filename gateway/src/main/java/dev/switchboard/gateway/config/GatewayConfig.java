package dev.switchboard.gateway.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Every setting of a node. A component's key is its path in kebab case: `model.embedded.first-token-ms`
/// is `model().embedded().firstTokenMs()`.
///
/// @param host address to listen on
/// @param port port to listen on; 0 takes a free one
/// @param data directory of what the embedded services keep on disk
/// @param configDir directory of help centre, prompts and triggers
/// @param demo whether `POST /demo/token` mints tokens; absent: only while neither `auth.secret` nor
///     `redis.uri` is configured
public record GatewayConfig(
        String host,
        int port,
        Path data,
        Path configDir,
        Optional<Boolean> demo,
        Auth auth,
        Redis redis,
        Tls tls,
        Connection connection,
        Assistant assistant,
        Model model,
        Pool pool) {

    /// Whether this node mints demo tokens.
    public boolean demoMode() {
        return demo.orElse(auth.secret().isEmpty() && redis.uri().isEmpty());
    }

    /// @param secret HS256 secret of the tokens, the same on every node; absent: a random one
    public record Auth(Optional<String> secret) {}

    /// @param uri `redis://[user:password@]host:port[/db]`; absent: an embedded server
    /// @param waitingMax commands that may wait for an answer on one connection before senders hear
    ///     `unavailable`
    /// @param timeout how long one command may take before its sender hears `unavailable`
    public record Redis(Optional<URI> uri, int waitingMax, Duration timeout) {}

    /// @param certificate PEM chain; with `key`, the node speaks TLS through BoringSSL
    /// @param key PEM private key
    public record Tls(Optional<Path> certificate, Optional<Path> key) {}

    /// @param heartbeat time between two pings of the server; two without an answer end the socket
    /// @param helloTimeout how long a new socket may take to say `hello`
    /// @param frameBytesMax largest text frame taken
    /// @param outboxBytesMax most bytes that may wait to be written to one socket before it is closed
    ///     with 4413
    /// @param framesPerSecondMax sustained inbound frames per second of one socket; above: `too-many`
    /// @param framesBurstMax inbound frames one socket may send at once
    /// @param badFramesPerMinuteMax bad frames in a minute that a socket survives
    public record Connection(
            Duration heartbeat,
            Duration helloTimeout,
            int frameBytesMax,
            int outboxBytesMax,
            int framesPerSecondMax,
            int framesBurstMax,
            int badFramesPerMinuteMax) {}

    /// @param passagesMax help-centre passages given to the model for one answer
    /// @param historyEntriesMax entries of the conversation given to the model
    /// @param pendingCharsMax UTF-16 units of an answer that may wait for the customer's socket before
    ///     the model's stream is paused
    public record Assistant(int passagesMax, int historyEntriesMax, int pendingCharsMax) {}

    /// @param url base URL of an OpenAI-compatible API, up to and including `/v1`; absent: the embedded
    ///     model
    /// @param key API key, sent as a bearer token
    /// @param name model name
    /// @param connectTimeout for one connection
    /// @param firstTokenTimeout from the request to the first piece of the answer
    /// @param idleTimeout between two pieces
    /// @param answerTimeout for the whole answer
    /// @param streamsMax answers streamed at once per event loop
    /// @param streamsWaitingMax answers that may wait for a connection per event loop
    /// @param retriesMax further tries of a request that failed before its first token
    /// @param outputTokensMax longest answer asked for
    public record Model(
            Optional<URI> url,
            Optional<String> key,
            String name,
            Duration connectTimeout,
            Duration firstTokenTimeout,
            Duration idleTimeout,
            Duration answerTimeout,
            int streamsMax,
            int streamsWaitingMax,
            int retriesMax,
            int outputTokensMax,
            EmbeddedModel embedded) {}

    /// @param firstTokenMs milliseconds before the embedded model's first token
    /// @param tokensPerSecond its speed after that
    public record EmbeddedModel(int firstTokenMs, int tokensPerSecond) {}

    /// @param offer how long an agent may think about an offer
    /// @param seatGrace how long a lost seat keeps its conversations
    /// @param capacityDefault conversations of a seat whose token names no capacity
    /// @param snapshotCommands commands between two snapshots of a pool
    /// @param lease how long a node leads a pool without renewing
    public record Pool(
            Duration offer,
            Duration seatGrace,
            int capacityDefault,
            int snapshotCommands,
            Duration lease) {}
}

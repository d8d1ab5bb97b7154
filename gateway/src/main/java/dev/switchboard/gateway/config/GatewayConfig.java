package dev.switchboard.gateway.config;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Every setting of a node. A component's key is its path in kebab case:
/// `model.embedded.first-token-ms` is `model().embedded().firstTokenMs()`.
///
/// @param host address to listen on
/// @param port port to listen on; 0 takes a free one
/// @param data directory of what the embedded services keep on disk
/// @param configDir directory of markets, routing, help centre, prompts and triggers
/// @param demo whether `POST /demo/token` mints tokens; absent: only while neither `auth.secret`
///   nor `redis.uri` is configured
/// @param stopTimeout how long a node that is told to stop may take, drain and all, before it is
///   ended
/// @param io how event loops wait for the kernel
public record GatewayConfig(
        @Default("127.0.0.1") String host,
        @Default("8080") int port,
        @Default("data") Path data,
        @Default("config") Path configDir,
        Optional<Boolean> demo,
        @Default("30s") Duration stopTimeout,
        @Default("auto") Io io,
        Drain drain,
        Admin admin,
        Auth auth,
        Redis redis,
        Tls tls,
        Connection connection,
        Conversation conversation,
        Assistant assistant,
        Account account,
        Handoff handoff,
        HelpCenter helpCenter,
        Model model,
        Translation translation,
        Pool pool,
        Cluster cluster,
        Log log) {

    public GatewayConfig {
        Bounds.text("host", host);
        Bounds.number("port", port, 0, 65_535);
        Bounds.time("stopTimeout", stopTimeout);
        if (!demoMode(demo, auth, redis) && auth.secret().isEmpty()) {
            String why = demo.isPresent() ? "demo is false" : "redis.uri is configured";
            throw new InvalidSetting(
                    "auth.secret",
                    ("tokens cannot be checked without it while demo mode is off (%s): set"
                                    + " auth.secret or SWITCHBOARD_AUTH_SECRET to at least 32"
                                    + " bytes, the same on every node, or set demo to true")
                            .formatted(why));
        }
    }

    /// How event loops wait for the kernel.
    public enum Io {
        /// By io_uring where that works, else by epoll, else by what Java has itself.
        AUTO,
        /// One system call for many reads and writes. On Linux and x86-64.
        IO_URING,
        /// A system call for each. On Linux and x86-64.
        EPOLL
    }

    /// Whether this node mints demo tokens.
    public boolean demoMode() {
        return demoMode(demo, auth, redis);
    }

    private static boolean demoMode(Optional<Boolean> demo, Auth auth, Redis redis) {
        return demo.orElse(auth.secret().isEmpty() && redis.uri().isEmpty());
    }

    /// Whether messages are translated: the embedded model cannot.
    public boolean translates() {
        return model.url().isPresent() && translation.timeout().isPositive();
    }

    /// How a node that shares its Redis leaves its sockets to the others.
    ///
    /// @param notice how long it stays as it is, but not ready, so that load balancers notice
    /// @param seats how long before the customers the agents are sent
    /// @param spread time over which customers are sent, and within which each comes back
    /// @param answers how long answers being written may take before they are left to others
    public record Drain(
            @Default("2s") Duration notice,
            @Default("1s") Duration seats,
            @Default("5s") Duration spread,
            @Default("15s") Duration answers) {
        public Drain {
            Bounds.pause("notice", notice);
            Bounds.pause("seats", seats);
            Bounds.pause("spread", spread);
            Bounds.pause("answers", answers);
        }
    }

    /// @param token what `/admin` asks for; absent: there is no `/admin`
    public record Admin(@Secret Optional<String> token) {
        private static final int TOKEN_CHARS_MIN = 16;

        public Admin {
            if (token.isPresent() && token.get().length() < TOKEN_CHARS_MIN) {
                throw new InvalidSetting("token", "at least 16 characters are needed");
            }
        }

        @Override
        public String toString() {
            return "Admin[token=" + (token.isPresent() ? "***" : "absent") + "]";
        }
    }

    /// @param secret HS256 secret of the tokens, the same on every node; absent: a random one
    public record Auth(@Secret Optional<String> secret) {
        /// HMAC-SHA-256 is no stronger than its key: a shorter one can be guessed from one token.
        private static final int SECRET_BYTES_MIN = 32;

        public Auth {
            if (secret.isPresent()
                    && secret.get().getBytes(StandardCharsets.UTF_8).length < SECRET_BYTES_MIN) {
                throw new InvalidSetting("secret", "at least 32 bytes are needed for HS256");
            }
        }

        @Override
        public String toString() {
            return "Auth[secret=" + (secret.isPresent() ? "***" : "absent") + "]";
        }
    }

    /// @param uri as in [RedisAddress]; absent: an embedded server
    /// @param waitingMax commands that may wait for an answer on one connection before senders hear
    ///   `unavailable`
    /// @param timeout how long one command may take before its sender hears `unavailable`
    /// @param replicasAcknowledged replicas that must have a conversation's entry before its sender
    ///   hears `accepted`
    /// @param replicasTimeout how long they may take before the sender hears `unavailable`
    public record Redis(
            Optional<URI> uri,
            @Default("16384") int waitingMax,
            @Default("3s") Duration timeout,
            @Default("0") int replicasAcknowledged,
            @Default("1s") Duration replicasTimeout) {
        public Redis {
            uri.ifPresent(RedisAddress::parse);
            Bounds.atLeast("waitingMax", waitingMax, 1);
            Bounds.time("timeout", timeout);
            Bounds.number("replicasAcknowledged", replicasAcknowledged, 0, 10);
            Bounds.time("replicasTimeout", replicasTimeout);
            if (replicasAcknowledged > 0 && uri.isEmpty()) {
                throw new InvalidSetting(
                        "replicasAcknowledged",
                        "the embedded Redis has no replicas: set redis.uri, or 0");
            }
        }

        @Override
        public String toString() {
            return "Redis[uri=%s, waitingMax=%d, timeout=%s, replicasAcknowledged=%d]"
                    .formatted(
                            uri.map(RedisAddress::parse),
                            waitingMax,
                            timeout,
                            replicasAcknowledged);
        }
    }

    /// @param certificate PEM chain; with `key`, the node speaks TLS through BoringSSL
    /// @param key PEM private key
    public record Tls(Optional<Path> certificate, Optional<Path> key) {
        public Tls {
            if (certificate.isPresent() != key.isPresent()) {
                throw new InvalidSetting(
                        certificate.isPresent() ? "key" : "certificate",
                        "TLS needs tls.certificate and tls.key together");
            }
        }
    }

    /// @param heartbeat time between two pings of the server; two without an answer end the socket
    /// @param helloTimeout how long a new socket may take to say `hello`
    /// @param frameBytesMax largest text frame taken
    /// @param outboxBytesMax most bytes that may wait to be written to one socket before it is
    ///   closed with 4413
    /// @param framesPerSecondMax sustained inbound frames per second of one socket; above:
    ///   `too-many`
    /// @param framesBurstMax inbound frames one socket may send at once
    /// @param badFramesPerMinuteMax bad frames in a minute that a socket survives
    /// @param handshakesPerSecondMax handshakes of sockets that a node takes in a second; the
    ///   others are answered 503
    /// @param handshakesInFlightMax sockets of a node that have not been welcomed yet; further ones
    ///   are answered 503
    /// @param socketsMax sockets of a node; further ones are answered 503
    /// @param socketsPerPersonMax sockets of one person on a node; further ones are answered 429
    /// @param socketsPerAddressMax the same of one address, or one IPv6 network of 64 bits
    /// @param personFramesPerSecondMax sustained inbound frames per second of all sockets of one
    ///   person on a node; three times as many may come at once; above: `too-many`
    /// @param addressFramesPerSecondMax the same of one address; a handshake counts as a frame
    /// @param tooManyPerMinuteMax frames not read in a minute that a socket survives
    /// @param looseFramesPerSecondMax pings, pongs and pieces of messages in a second that a socket
    ///   survives
    /// @param trustedProxies proxies whose `X-Forwarded-For` is believed; absent: nobody's
    /// @param handshakeTimeout how long a connection that is no socket may take for a whole
    ///   request, for reading its answer, and between two
    /// @param httpConnectionsMax such connections per event loop; where there are more, the one
    ///   that has been waited for the longest is ended
    /// @param closeTimeout how long a socket that is being closed may take to read what waits for
    ///   it
    /// @param retryAfter longest time after which one who was refused is asked to come back
    /// @param transport what keeps a socket after its handshake
    public record Connection(
            @Default("25s") Duration heartbeat,
            @Default("10s") Duration helloTimeout,
            @Default("16KiB") int frameBytesMax,
            @Default("256KiB") int outboxBytesMax,
            @Default("20") int framesPerSecondMax,
            @Default("60") int framesBurstMax,
            @Default("10") int badFramesPerMinuteMax,
            @Default("500") int handshakesPerSecondMax,
            @Default("250") int handshakesInFlightMax,
            @Default("50000") int socketsMax,
            @Default("20") int socketsPerPersonMax,
            @Default("50000") int socketsPerAddressMax,
            @Default("100") int personFramesPerSecondMax,
            @Default("20000") int addressFramesPerSecondMax,
            @Default("300") int tooManyPerMinuteMax,
            @Default("100") int looseFramesPerSecondMax,
            Optional<Subnets> trustedProxies,
            @Default("10s") Duration handshakeTimeout,
            @Default("4096") int httpConnectionsMax,
            @Default("10s") Duration closeTimeout,
            @Default("10s") Duration retryAfter,
            @Default("lean") Transport transport) {

        /// What keeps a socket after its handshake, which is always Vert.x's.
        public enum Transport {
            /// One handler of the gateway's own.
            LEAN,
            /// Vert.x, at several times the memory.
            VERTX
        }

        public Connection {
            Bounds.time("heartbeat", heartbeat);
            Bounds.time("helloTimeout", helloTimeout);
            Bounds.number("frameBytesMax", frameBytesMax, 256, 1 << 20);
            Bounds.number("outboxBytesMax", outboxBytesMax, 1_024, 1 << 30);
            Bounds.number("framesPerSecondMax", framesPerSecondMax, 1, 1_000_000);
            Bounds.atLeast("framesBurstMax", framesBurstMax, 1);
            Bounds.atLeast("badFramesPerMinuteMax", badFramesPerMinuteMax, 0);
            Bounds.number("handshakesPerSecondMax", handshakesPerSecondMax, 1, 1_000_000);
            Bounds.atLeast("handshakesInFlightMax", handshakesInFlightMax, 1);
            Bounds.atLeast("socketsMax", socketsMax, 1);
            Bounds.atLeast("socketsPerPersonMax", socketsPerPersonMax, 1);
            Bounds.atLeast("socketsPerAddressMax", socketsPerAddressMax, 1);
            Bounds.number("personFramesPerSecondMax", personFramesPerSecondMax, 1, 1_000_000);
            Bounds.number("addressFramesPerSecondMax", addressFramesPerSecondMax, 1, 1_000_000);
            Bounds.atLeast("tooManyPerMinuteMax", tooManyPerMinuteMax, 0);
            Bounds.atLeast("looseFramesPerSecondMax", looseFramesPerSecondMax, 1);
            Bounds.time("handshakeTimeout", handshakeTimeout);
            Bounds.atLeast("httpConnectionsMax", httpConnectionsMax, 1);
            Bounds.time("closeTimeout", closeTimeout);
            Bounds.time("retryAfter", retryAfter);
        }
    }

    /// @param idleClose silence after which a conversation is closed, unless its customer waits for
    ///   a person
    /// @param reopenWithin how long after that the customer's next word opens it again
    /// @param retention for which a conversation is kept after its last entry, more or less a
    ///   tenth; then the store forgets it
    /// @param quiet silence after which a conversation takes no room at its agent's seat, until the
    ///   next word
    /// @param watchedMax conversations that one supervisor's socket may watch at once
    public record Conversation(
            @Default("24h") Duration idleClose,
            @Default("72h") Duration reopenWithin,
            @Default("2160h") Duration retention,
            @Default("10m") Duration quiet,
            @Default("50") int watchedMax) {
        public Conversation {
            Bounds.life("idleClose", idleClose);
            Bounds.life("reopenWithin", reopenWithin);
            Bounds.life("retention", retention);
            Duration needed = idleClose.plus(reopenWithin).multipliedBy(5).dividedBy(4);
            if (retention.compareTo(needed) < 0) {
                throw new InvalidSetting(
                        "retention",
                        "idle-close and reopen-within together and a quarter more are needed at least, %dm"
                                .formatted(needed.toMinutes()));
            }
            Bounds.life("quiet", quiet);
            Bounds.atLeast("watchedMax", watchedMax, 1);
        }
    }

    /// @param passagesMax help-centre passages given to the model for one answer
    /// @param historyEntriesMax entries of the conversation given to the model
    /// @param pendingCharsMax UTF-16 units of an answer that may wait for the customer's socket
    ///   before the model's stream is paused
    /// @param toolCallsMax how often the model may call tools for one answer before a person takes
    ///   over
    /// @param turnsMax answers of the assistant in one conversation; then a person goes on
    /// @param costMax tokens that its model may read and write for one conversation, more or less;
    ///   then a person goes on
    public record Assistant(
            @Default("4") int passagesMax,
            @Default("20") int historyEntriesMax,
            @Default("16384") int pendingCharsMax,
            @Default("4") int toolCallsMax,
            @Default("60") int turnsMax,
            @Default("250000") int costMax) {
        public Assistant {
            Bounds.number("turnsMax", turnsMax, 1, 10_000);
            Bounds.atLeast("costMax", costMax, 1);
            Bounds.atLeast("passagesMax", passagesMax, 1);
            Bounds.atLeast("historyEntriesMax", historyEntriesMax, 1);
            Bounds.atLeast("pendingCharsMax", pendingCharsMax, 1);
            Bounds.number("toolCallsMax", toolCallsMax, 1, 100);
        }
    }

    /// @param url of the service that keeps the customers' accounts; absent: an embedded one with
    ///   customers made up for a demo
    /// @param key sent to it as a bearer token
    /// @param timeout for one answer of it
    public record Account(
            Optional<URI> url, @Secret Optional<String> key, @Default("2s") Duration timeout) {
        public Account {
            if (url.isPresent() && !Model.isHttp(url.get())) {
                throw new InvalidSetting("url", "a URL such as https://host/v1 is needed");
            }
            Bounds.time("timeout", timeout);
        }

        @Override
        public String toString() {
            return "Account[url=%s, timeout=%s]".formatted(url.map(URI::getHost), timeout);
        }
    }

    /// @param language BCP 47, what models write for agents in as long as no agent is known
    /// @param summaryTimeout how long a model may sum up what was handed over without it; nobody
    ///   waits for that. Nothing: none does
    /// @param summariesMax summaries being written at once on a node
    public record Handoff(
            @Default("en") String language,
            @Default("15s") Duration summaryTimeout,
            @Default("16") int summariesMax) {
        public Handoff {
            Bounds.pause("summaryTimeout", summaryTimeout);
            Bounds.atLeast("summariesMax", summariesMax, 1);
            if (!language.matches("[a-z]{2,3}(-[A-Z]{2})?")) {
                throw new InvalidSetting("language", "a BCP 47 language such as sv is needed");
            }
        }
    }

    /// @param url where customers can read an article, with `{language}` and `{slug}` in it;
    ///   absent: the articles have no pages
    public record HelpCenter(Optional<String> url) {
        public HelpCenter {
            if (url.isPresent()
                    && !url.get()
                            .matches("https?://[^/{}]+/[^{}]*\\{language}[^{}]*\\{slug}[^{}]*")) {
                throw new InvalidSetting(
                        "url",
                        "a URL such as https://host/{language}/help/{slug} is needed, with both"
                                + " in this order");
            }
        }
    }

    /// @param url base URL of an OpenAI-compatible API, up to and including `/v1`; absent: the
    ///   embedded model
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
            @Secret Optional<String> key,
            @Default("gpt-4o-mini") String name,
            @Default("5s") Duration connectTimeout,
            @Default("15s") Duration firstTokenTimeout,
            @Default("15s") Duration idleTimeout,
            @Default("90s") Duration answerTimeout,
            @Default("1000") int streamsMax,
            @Default("1000") int streamsWaitingMax,
            @Default("2") int retriesMax,
            @Default("600") int outputTokensMax,
            ModelBreaker breaker,
            FallbackModel fallback,
            Embedding embedding,
            EmbeddedModel embedded) {
        public Model {
            if (url.isPresent() && !isHttp(url.get())) {
                throw new InvalidSetting("url", "a URL such as https://host/v1 is needed");
            }
            if (embedding.name().isPresent() && embedding.url().or(() -> url).isEmpty()) {
                throw new InvalidSetting(
                        "embedding.name",
                        "the embedded model embeds nothing: set model.embedding.url or model.url,"
                                + " or leave the name out");
            }
            Bounds.text("name", name);
            Bounds.time("connectTimeout", connectTimeout);
            Bounds.time("firstTokenTimeout", firstTokenTimeout);
            Bounds.time("idleTimeout", idleTimeout);
            Bounds.time("answerTimeout", answerTimeout);
            Bounds.atLeast("streamsMax", streamsMax, 1);
            Bounds.atLeast("streamsWaitingMax", streamsWaitingMax, 0);
            Bounds.number("retriesMax", retriesMax, 0, 10);
            Bounds.atLeast("outputTokensMax", outputTokensMax, 1);
        }

        static boolean isHttp(URI url) {
            return url.getScheme() != null
                    && url.getScheme().matches("https?")
                    && url.getHost() != null;
        }

        /// The same of the model that is asked where this one fails.
        public Model ofFallback() {
            return new Model(
                    fallback.url(),
                    fallback.key(),
                    fallback.name(),
                    connectTimeout,
                    firstTokenTimeout,
                    idleTimeout,
                    answerTimeout,
                    streamsMax,
                    streamsWaitingMax,
                    retriesMax,
                    outputTokensMax,
                    breaker,
                    fallback,
                    embedding,
                    embedded);
        }

        @Override
        public String toString() {
            return "Model[url=%s, name=%s]".formatted(url.map(URI::getHost), name);
        }
    }

    /// @param failures failures of a model in a row after which it is left alone
    /// @param pause for how long, before one answer tries it again
    public record ModelBreaker(@Default("5") int failures, @Default("10s") Duration pause) {
        public ModelBreaker {
            Bounds.atLeast("failures", failures, 1);
            Bounds.time("pause", pause);
        }
    }

    /// A second model, asked where the first is left alone or fails before its first token.
    ///
    /// @param url base URL of an OpenAI-compatible API; absent: there is no second model
    /// @param key API key, sent as a bearer token
    /// @param name model name
    public record FallbackModel(
            Optional<URI> url, @Secret Optional<String> key, @Default("gpt-4o-mini") String name) {
        public FallbackModel {
            if (url.isPresent() && !Model.isHttp(url.get())) {
                throw new InvalidSetting("url", "a URL such as https://host/v1 is needed");
            }
            Bounds.text("name", name);
        }

        @Override
        public String toString() {
            return "FallbackModel[url=%s, name=%s]".formatted(url.map(URI::getHost), name);
        }
    }

    /// A model that finds passages by their meaning, beside their words.
    ///
    /// @param name which model of that API; absent: by words alone
    /// @param url base URL of an OpenAI-compatible API; absent: `model.url`, with its key
    /// @param key API key of that URL
    /// @param timeout for a question; after it, words alone decide
    /// @param batchMax texts of one request
    /// @param similarityPercentMin cosine, in hundredths, from which a passage speaks of what is
    ///   asked
    public record Embedding(
            Optional<String> name,
            Optional<URI> url,
            @Secret Optional<String> key,
            @Default("250ms") Duration timeout,
            @Default("32") int batchMax,
            @Default("40") int similarityPercentMin) {
        public Embedding {
            if (url.isPresent() && !Model.isHttp(url.get())) {
                throw new InvalidSetting("url", "a URL such as https://host/v1 is needed");
            }
            name.ifPresent(text -> Bounds.text("name", text));
            Bounds.time("timeout", timeout);
            Bounds.number("batchMax", batchMax, 1, 2_048);
            Bounds.number("similarityPercentMin", similarityPercentMin, 0, 99);
        }

        @Override
        public String toString() {
            return "Embedding[url=%s, name=%s]".formatted(url.map(URI::getHost), name);
        }
    }

    /// @param firstTokenMs milliseconds before the embedded model's first token
    /// @param tokensPerSecond its speed after that
    public record EmbeddedModel(
            @Default("300") int firstTokenMs, @Default("40") int tokensPerSecond) {
        public EmbeddedModel {
            Bounds.number("firstTokenMs", firstTokenMs, 0, 600_000);
            Bounds.number("tokensPerSecond", tokensPerSecond, 1, 1_000_000);
        }
    }

    /// @param timeout how long a message may wait for its translation between a customer and an
    ///   agent of another language, before it goes on as it was written; 0 translates nothing
    public record Translation(@Default("4s") Duration timeout) {
        public Translation {
            Bounds.pause("timeout", timeout);
        }
    }

    /// @param capacityDefault conversations of a seat whose token names no capacity
    /// @param snapshotCommands commands between two snapshots of a pool
    /// @param lease how long a node leads a pool without renewing
    public record Pool(
            @Default("4") int capacityDefault,
            @Default("5000") int snapshotCommands,
            @Default("5s") Duration lease) {
        public Pool {
            Bounds.number("capacityDefault", capacityDefault, 1, 10);
            Bounds.atLeast("snapshotCommands", snapshotCommands, 1);
            Bounds.time("lease", lease);
        }
    }

    /// @param lease how long the other nodes believe in a node that has fallen silent
    /// @param compare time between two looks for entries that a node was not told of
    /// @param look time between two looks for nodes that have been lost; one that is missed twice
    ///   in a row is
    /// @param takeoversMax conversations of a lost node that are taken over at once
    /// @param inboxBatchesMax batches of messages that may wait for a node, more or less, before
    ///   the oldest are dropped
    public record Cluster(
            @Default("6s") Duration lease,
            @Default("3s") Duration compare,
            @Default("750ms") Duration look,
            @Default("200") int takeoversMax,
            @Default("10000") int inboxBatchesMax) {
        public Cluster {
            Bounds.time("look", look);
            Bounds.number("takeoversMax", takeoversMax, 1, 5_000);
            Bounds.time("lease", lease);
            Bounds.time("compare", compare);
            Bounds.atLeast("inboxBatchesMax", inboxBatchesMax, 1);
        }
    }

    /// @param level least severe of what is logged
    public record Log(@Default("info") LogLevel level) {}
}

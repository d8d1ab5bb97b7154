package switchboard.load.holder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import switchboard.load.Json;
import switchboard.load.Questions;
import switchboard.load.Tokens;
import switchboard.load.Transcript;
import switchboard.load.Transcript.Phase;

/// All sessions of a process, and what is counted of them. Lives on one event loop, so that nothing
/// is locked; only [#begin] and [#finish] may be called from elsewhere.
final class Crowd {

    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final int READ_BYTES = 2_048;
    private static final long TICK_MS = 5;
    private static final long LOOK_MS = 1_000;

    /// Two heartbeats of the gateway's default, and a moment.
    private static final int SILENCE_SECONDS = 55;

    private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);
    private static final Duration GOODBYE = Duration.ofSeconds(10);
    private static final int PROBLEMS_SHOWN = 20;

    private final HolderOptions options;
    private final Tokens tokens;
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final List<InetSocketAddress> addresses;
    private final List<InetSocketAddress> sources;
    private final Pace pace;
    private final long startNanos = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom();
    private final List<HeldSession> sessions = new ArrayList<>();
    private final List<Transcript> chats = new ArrayList<>();
    private final Queue<HeldSession> waiting = new ArrayDeque<>();
    private final Map<Integer, Integer> lost = new TreeMap<>();
    private final Map<Integer, Integer> refused = new TreeMap<>();
    private final Map<Phase, Latencies> latencies = new EnumMap<>(Phase.class);
    private final CompletableFuture<ObjectNode> finished = new CompletableFuture<>();
    private int open;
    private int welcomed;
    private int silent;
    private int words;
    private boolean complete;
    private double buildSeconds;
    private boolean lastWordsSaid;
    private boolean leaving;

    Crowd(HolderOptions options, Tokens tokens, EventLoop loop) {
        this.options = options;
        this.tokens = tokens;
        this.loop = loop;
        pace = new Pace(options.rate(), options.underWayMax(), startNanos);
        addresses =
                options.addresses().stream()
                        .map(uri -> new InetSocketAddress(uri.getHost(), uri.getPort()))
                        .toList();
        sources =
                options.sources().stream().map(source -> new InetSocketAddress(source, 0)).toList();
        for (Phase phase : List.of(Phase.ACCEPTED, Phase.ANSWERING, Phase.ANSWERED)) {
            latencies.put(phase, new Latencies());
        }
        bootstrap =
                new Bootstrap()
                        .group(loop)
                        .channel(EpollSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                        // A port is chosen for each pair of addresses, not for each source alone.
                        .option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true)
                        .option(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(READ_BYTES));
        for (int i = 0; i < options.sessions(); i++) {
            sessions.add(new HeldSession(this, i));
        }
        waiting.addAll(sessions);
        int chatting = Math.ceilDiv(options.sessions() * options.chatPerMille(), 1_000);
        random.ints(0, options.sessions())
                .distinct()
                .limit(chatting)
                .forEach(i -> {
                    var chat = new Transcript();
                    chats.add(chat);
                    sessions.get(i).begins(chat);
                });
    }

    /// Opens the sessions.
    ///
    /// @return what the last line says, once all is over
    CompletableFuture<ObjectNode> begin() {
        every(TICK_MS, this::tick);
        every(LOOK_MS, this::look);
        later(options.build(), this::giveUp);
        return finished;
    }

    private void every(long ms, Runnable what) {
        var _ =
                loop.scheduleAtFixedRate(what, ms, ms, TimeUnit.MILLISECONDS)
                        .addListener(ended -> finished.completeExceptionally(ended.cause()));
    }

    private void tick() {
        long now = System.nanoTime();
        while (!leaving && !waiting.isEmpty() && pace.begins(now)) {
            waiting.remove().connect();
        }
    }

    private void look() {
        sessions.forEach(session -> session.endIfSilent(SILENCE_SECONDS));
        System.out.println(line());
    }

    private void giveUp() {
        if (!complete) {
            finish();
        }
    }

    ChannelFuture open(HeldSession session) {
        int choice = session.choice();
        return bootstrap
                .clone()
                .handler(only(session))
                .connect(
                        addresses.get(choice % addresses.size()),
                        sources.get(choice / addresses.size() % sources.size()));
    }

    private static ChannelHandler only(HeldSession session) {
        return new ChannelInitializer<EpollSocketChannel>() {
            @Override
            protected void initChannel(EpollSocketChannel channel) {
                channel.pipeline().addLast(session);
            }
        };
    }

    String handshake(HeldSession session) {
        return WebSocketBytes.handshake(
                options.addresses().get(session.choice() % addresses.size()).getAuthority(),
                "/chat",
                tokens.customer(options.name() + "-" + session.index()));
    }

    int seconds() {
        return (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
    }

    Duration upTo(Duration most) {
        return Duration.ofMillis(random.nextLong(most.toMillis() + 1));
    }

    private void later(Duration pause, Runnable what) {
        var _ = loop.schedule(what, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    void opened() {
        open++;
    }

    void closed() {
        open--;
    }

    void welcomed(HeldSession session) {
        pace.done();
        welcomed++;
        if (welcomed == options.sessions() && !complete) {
            complete = true;
            buildSeconds = (System.nanoTime() - startNanos) / 1e9;
            if (!options.hold().isZero()) {
                later(options.hold(), this::finish);
            }
        }
    }

    void refused(int status) {
        refused.merge(status, 1, Integer::sum);
    }

    void notLetIn() {
        pace.done();
    }

    /// @param code of the close frame; 0 where there was none
    void lost(int code) {
        welcomed--;
        if (!leaving) {
            lost.merge(code, 1, Integer::sum);
        }
    }

    void silent() {
        silent++;
    }

    void comesBack(HeldSession session, Duration pause) {
        later(pause, () -> waiting.add(session));
    }

    void reached(Phase phase, Duration sinceSent) {
        Latencies of = latencies.get(phase);
        if (of != null) {
            of.record(sinceSent);
        }
    }

    void speaksLater(HeldSession session) {
        Duration pause = upTo(options.pause().multipliedBy(2));
        later(pause, () -> speak(session));
    }

    private void speak(HeldSession session) {
        if (lastWordsSaid || session.isHandedOver()) {
            return;
        }
        if (session.speak(Questions.next(random))) {
            words++;
        } else {
            speaksLater(session);
        }
    }

    /// Waits for the last answers, counts what is missing, and leaves.
    void finish() {
        loop.execute(() -> {
            if (!lastWordsSaid) {
                lastWordsSaid = true;
                awaitRest(System.nanoTime() + LAST_ANSWERS.toNanos());
            }
        });
    }

    private void awaitRest(long untilNanos) {
        boolean rest =
                welcomed == options.sessions() && chats.stream().allMatch(Transcript::isAtRest);
        if (rest || System.nanoTime() > untilNanos) {
            ObjectNode last = lastLine();
            leaving = true;
            sessions.forEach(HeldSession::leave);
            awaitGone(System.nanoTime() + GOODBYE.toNanos(), last);
        } else {
            later(Duration.ofMillis(TICK_MS), () -> awaitRest(untilNanos));
        }
    }

    private void awaitGone(long untilNanos, ObjectNode last) {
        if (open == 0 || System.nanoTime() > untilNanos) {
            finished.complete(last);
        } else {
            later(Duration.ofMillis(TICK_MS), () -> awaitGone(untilNanos, last));
        }
    }

    private ObjectNode line() {
        ObjectNode line =
                Json.object()
                        .put("seconds", seconds())
                        .put("name", options.name())
                        .put("sessions", options.sessions())
                        .put("open", open)
                        .put("welcomed", welcomed)
                        .put("underWay", pace.underWay())
                        .put("silent", silent)
                        .put("words", words);
        counts(line.putObject("refused"), refused);
        counts(line.putObject("lost"), lost);
        latencies.forEach((phase, of) -> line.set(nameOf(phase), of.summary()));
        OwnProcess.describe(line);
        return line;
    }

    private static void counts(ObjectNode into, Map<Integer, Integer> counts) {
        counts.forEach((code, count) -> into.put(code.toString(), count));
    }

    private static String nameOf(Phase phase) {
        return switch (phase) {
            case NOTHING_SAID -> "nothingSaidMs";
            case SENT -> "sentMs";
            case ACCEPTED -> "acceptedMs";
            case ANSWERING -> "firstDeltaMs";
            case ANSWERED -> "answeredMs";
        };
    }

    private ObjectNode lastLine() {
        ObjectNode line = line().put("end", true).put("buildSeconds", buildSeconds);
        List<String> problems = new ArrayList<>();
        if (welcomed < options.sessions()) {
            problems.add((options.sessions() - welcomed) + " sessions are not there");
        }
        for (Transcript chat : chats) {
            problems.addAll(chat.problems());
            if (!chat.isAtRest()) {
                problems.add(chat.conversation() + ": the last word was not answered");
            }
        }
        line.put("problems", problems.size());
        problems.stream().limit(PROBLEMS_SHOWN).forEach(line.withArray("problemsShown")::add);
        ObjectNode histograms = line.putObject("histograms");
        latencies.forEach((phase, of) -> histograms.put(nameOf(phase), of.encoded()));
        return line;
    }
}

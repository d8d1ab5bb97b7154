package switchboard.load.holder;

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import switchboard.load.Questions;
import switchboard.load.Tokens;
import switchboard.load.Transcript;
import switchboard.load.Transcript.Phase;

/// Sessions of one event loop, on which nothing is locked, and what is counted of them. What says
/// or asks how far it is may be called from elsewhere: [#begin], [#conclude], [#leave], [#tally],
/// [#isComplete] and [#hasConcluded].
final class Crowd {

    private static final Duration REPEATS_WITHIN = Duration.ofSeconds(4);
    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final int READ_BYTES = 2_048;
    private static final long TICK_MS = 20;
    private static final long LOOK_MS = 1_000;
    private static final int LOOKS_PER_SEARCH = 5;

    /// Two heartbeats of the gateway's default, and a moment.
    private static final int SILENCE_SECONDS = 55;

    private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);
    private static final Duration GOODBYE = Duration.ofSeconds(10);

    private final HolderOptions options;
    private final int size;
    private final Turn turn;
    private final Waits waits;
    private final Tokens tokens;
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final List<InetSocketAddress> addresses;
    private final List<InetSocketAddress> sources;
    private Pace pace;
    private final long startNanos = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom();
    private final List<HeldSession> sessions = new ArrayList<>();
    private final List<Transcript> chats = new ArrayList<>();
    private final Queue<HeldSession> waiting =
            new PriorityQueue<>(Comparator.comparingInt(HeldSession::index));
    private final Map<Integer, Integer> lost = new TreeMap<>();
    private final Map<Integer, Integer> refused = new TreeMap<>();
    private final CompletableFuture<Tally> finished = new CompletableFuture<>();
    private volatile boolean complete;
    private volatile boolean concludes;
    private volatile boolean leaves;
    private volatile Optional<Tally> last = Optional.empty();
    private volatile Tally tally = Tally.NONE;
    private int looks;
    private int open;
    private int welcomed;
    private int silent;
    private int words;
    private boolean lastWordsSaid;
    private boolean leaving;

    /// What sessions may do already.
    interface Turn {
        /// Whether one of this number may come; where one may, so may all of smaller numbers.
        boolean mayCome(int index);

        /// Whether those who chat may say something.
        boolean mayTalk();
    }

    /// @param first of the sessions of its process that are this crowd's
    /// @param size how many are
    /// @param turn what its sessions may do already
    /// @param waits where it notes how long who chats waits
    Crowd(
            HolderOptions options,
            int first,
            int size,
            Turn turn,
            Tokens tokens,
            Waits waits,
            EventLoop loop) {
        this.options = options;
        this.turn = turn;
        this.size = size;
        this.tokens = tokens;
        this.waits = waits;
        this.loop = loop;
        pace = new Pace(options.rate(), options.underWayMax(), startNanos);
        addresses =
                options.addresses().stream()
                        .map(uri -> new InetSocketAddress(uri.getHost(), uri.getPort()))
                        .toList();
        sources =
                options.sources().stream().map(source -> new InetSocketAddress(source, 0)).toList();
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
        for (int i = 0; i < size; i++) {
            sessions.add(new HeldSession(this, first + i));
        }
        waiting.addAll(sessions);
        int chatting = Math.ceilDiv(size * options.chatPerMille(), 1_000);
        random.ints(0, size)
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
    /// @return what there is to count, once all is over
    CompletableFuture<Tally> begin() {
        every(TICK_MS, this::tick);
        every(LOOK_MS, this::look);
        return finished;
    }

    private void every(long ms, Runnable what) {
        var _ =
                loop.scheduleAtFixedRate(what, ms, ms, TimeUnit.MILLISECONDS)
                        .addListener(ended -> finished.completeExceptionally(ended.cause()));
    }

    private void tick() {
        long now = System.nanoTime();
        while (!leaving
                && !waiting.isEmpty()
                && turn.mayCome(waiting.element().index())
                && pace.begins(now)) {
            waiting.remove().connect();
        }
    }

    private void look() {
        tally = counted(List.of());
        if (++looks % LOOKS_PER_SEARCH == 0) {
            sessions.forEach(session -> session.endIfSilent(SILENCE_SECONDS));
        }
        if (concludes && !lastWordsSaid) {
            lastWordsSaid = true;
            awaitRest(System.nanoTime() + LAST_ANSWERS.toNanos());
        }
        if (leaves && hasConcluded() && !leaving) {
            leaveNow();
        }
    }

    /// Whether all have been there once.
    boolean isComplete() {
        return complete;
    }

    /// What was counted a moment ago.
    Tally tally() {
        return tally;
    }

    ChannelFuture open(HeldSession session) {
        int source = (session.index() + session.moves()) % sources.size();
        return bootstrap
                .clone()
                .handler(only(session))
                .connect(addresses.get(addressOf(session)), sources.get(source));
    }

    private int addressOf(HeldSession session) {
        return options.addressOf(session.index(), session.moves());
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
                options.addresses().get(addressOf(session)).getAuthority(),
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
        if (welcomed == size && !complete) {
            complete = true;
            // Those that are lost from now on come back to all crowds at once.
            double share = (double) size / options.sessions();
            int underWayMax = (int) Math.ceil(options.underWayMax() * share);
            pace = new Pace(options.rate() * share, underWayMax, System.nanoTime());
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
        waits.reached(phase, sinceSent);
    }

    void speaksLater(HeldSession session) {
        Duration pause = upTo(options.pause().multipliedBy(2));
        later(pause, () -> speak(session));
    }

    /// What could not be taken is said again, as a client is asked to.
    void repeatsLater(HeldSession session) {
        later(upTo(REPEATS_WITHIN), session::repeat);
    }

    private void speak(HeldSession session) {
        if (lastWordsSaid || session.isHandedOver()) {
            return;
        }
        if (turn.mayTalk() && session.speak(Questions.next(random))) {
            words++;
        } else {
            speaksLater(session);
        }
    }

    /// Says nothing more, waits for the last answers and counts what is missing; begins within a
    /// second, as a thread with other files cannot wake the event loop.
    void conclude() {
        concludes = true;
    }

    /// Whether that has been done.
    boolean hasConcluded() {
        return last.isPresent();
    }

    /// Concludes where it has not, and closes all sockets.
    void leave() {
        concludes = true;
        leaves = true;
    }

    private void awaitRest(long untilNanos) {
        boolean rest = welcomed == size && chats.stream().allMatch(Transcript::isAtRest);
        if (rest || System.nanoTime() > untilNanos) {
            last = Optional.of(counted(problems()));
        } else {
            later(Duration.ofMillis(TICK_MS), () -> awaitRest(untilNanos));
        }
    }

    private void leaveNow() {
        leaving = true;
        sessions.forEach(HeldSession::leave);
        awaitGone(System.nanoTime() + GOODBYE.toNanos());
    }

    private void awaitGone(long untilNanos) {
        if (open == 0 || System.nanoTime() > untilNanos) {
            finished.complete(last.orElseThrow());
        } else {
            later(Duration.ofMillis(TICK_MS), () -> awaitGone(untilNanos));
        }
    }

    private Tally counted(List<String> problems) {
        return new Tally(open, welcomed, pace.underWay(), silent, words, refused, lost, problems);
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (welcomed < size) {
            problems.add((size - welcomed) + " sessions are not there");
        }
        for (Transcript chat : chats) {
            problems.addAll(chat.problems());
            if (!chat.isAtRest()) {
                problems.add(chat.conversation() + ": the last word was not answered");
            }
        }
        return problems;
    }
}

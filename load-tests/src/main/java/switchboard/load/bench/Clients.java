package switchboard.load.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import switchboard.load.holder.Pace;

/// All clients of a server, on one event loop. Only [#growTo] and [#leave] are for other threads.
final class Clients {

    private static final int READ_BYTES = 16_384;
    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final int UNDER_WAY_MAX = 100;
    private static final long TICK_MS = 5;

    private final Server server;
    private final EventLoop loop;
    private final Line.Ear ear;
    private final Pace pace;
    private final Bootstrap bootstrap;
    private final List<Line> lines = new ArrayList<>();
    private CompletableFuture<Void> grown = new CompletableFuture<>();
    private int wanted;
    private int welcomed;
    private boolean leaving;

    /// @param rate handshakes that begin in a second
    /// @param ear hears the clients, on the event loop
    Clients(Server server, EventLoop loop, int rate, Line.Ear ear) {
        this.server = server;
        this.loop = loop;
        this.ear = ear;
        pace = new Pace(rate, UNDER_WAY_MAX, System.nanoTime());
        bootstrap =
                new Bootstrap()
                        .group(loop)
                        .channel(EpollSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                        .option(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(READ_BYTES));
        var _ = loop.scheduleAtFixedRate(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /// Waits until so many have been welcomed.
    ///
    /// @throws IllegalStateException where one is lost, or time is up
    void growTo(int count, Duration within) {
        var done = new CompletableFuture<Void>();
        loop.execute(() -> {
            wanted = count;
            grown = done;
            lookWhetherGrown();
        });
        Waiting.await(done, within, "clients to be welcomed");
    }

    private void tick() {
        long now = System.nanoTime();
        while (!leaving && lines.size() < wanted && pace.begins(now)) {
            connect(lines.size());
        }
    }

    private void connect(int index) {
        var line = new Line(index, server.dialect(), server.handshake(index), new Watch());
        lines.add(line);
        var only =
                new ChannelInitializer<EpollSocketChannel>() {
                    @Override
                    protected void initChannel(EpollSocketChannel channel) {
                        channel.pipeline().addLast(line);
                    }
                };
        var _ =
                bootstrap
                        .clone()
                        .handler(only)
                        .connect(server.address())
                        .addListener(connecting -> {
                            if (!connecting.isSuccess()) {
                                line.over(connecting.cause().toString());
                            }
                        });
    }

    private void lookWhetherGrown() {
        if (welcomed == wanted) {
            grown.complete(null);
        }
    }

    /// Ends all connections.
    void leave() {
        var left =
                CompletableFuture.runAsync(
                        () -> {
                            leaving = true;
                            lines.forEach(Line::leave);
                        },
                        loop);
        Waiting.await(left, Duration.ofSeconds(30), "clients to leave");
    }

    /// Counts who is welcome, and passes everything on.
    private final class Watch implements Line.Ear {
        @Override
        public void welcomed(Line line) {
            pace.done();
            welcomed++;
            ear.welcomed(line);
            lookWhetherGrown();
        }

        @Override
        public void told(Line line, String kind, String text) {
            ear.told(line, kind, text);
        }

        @Override
        public void lost(Line line, String why) {
            if (!leaving) {
                grown.completeExceptionally(
                        new IllegalStateException("client " + line.index() + ": " + why));
                ear.lost(line, why);
            }
        }
    }
}

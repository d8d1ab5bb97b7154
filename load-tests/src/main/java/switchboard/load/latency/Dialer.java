package switchboard.load.latency;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.stream.IntStream;

/// Opens connections, from one local address after another: each has some 28,000 ports, and one
/// that was used is held back for a minute.
final class Dialer {

    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final int SOURCES = 100;

    private final Bootstrap bootstrap;
    private final Optional<ClientTls> tls;
    private final InetSocketAddress[] sources =
            IntStream.rangeClosed(1, SOURCES)
                    .mapToObj(i -> new InetSocketAddress("127.0.7." + i, 0))
                    .toArray(InetSocketAddress[]::new);
    private int next;

    /// @param tls nothing where connections are plain
    Dialer(EventLoop loop, Optional<ClientTls> tls) {
        this.tls = tls;
        bootstrap =
                new Bootstrap()
                        .group(loop)
                        .channel(EpollSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                        .option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
    }

    /// Opens one. Where it cannot be had, its peer is told that it has ended.
    void dial(URI address, Wire wire, Wire.Peer peer) {
        ChannelFuture connecting =
                bootstrap
                        .clone()
                        .handler(
                                new ChannelInitializer<EpollSocketChannel>() {
                                    @Override
                                    protected void initChannel(EpollSocketChannel channel) {
                                        tls.ifPresent(t ->
                                                channel.pipeline()
                                                        .addLast(
                                                                t.handler(
                                                                        channel.alloc(), address)));
                                        channel.pipeline().addLast(wire);
                                    }
                                })
                        .connect(
                                new InetSocketAddress(address.getHost(), address.getPort()),
                                sources[next++ % SOURCES]);
        var _ =
                connecting.addListener(done -> {
                    if (!done.isSuccess()) {
                        peer.ended(0);
                    }
                });
    }
}

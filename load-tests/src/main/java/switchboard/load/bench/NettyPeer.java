package switchboard.load.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/// The floor: what the other peers' few lines come to on Netty's own codecs and one event loop.
/// Prints where it listens; its model is in the environment, as `MODEL_URL`.
public final class NettyPeer {

    private static final int HANDSHAKE_BYTES_MAX = 8_192;
    private static final long HEARTBEAT_SECONDS = 25;

    private NettyPeer() {}

    public static void main(String[] arguments) {
        EventLoop loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()).next();
        var sockets = new DefaultChannelGroup(loop);
        URI model = URI.create(System.getenv("MODEL_URL") + "/chat/completions");
        Bootstrap toModel =
                new Bootstrap()
                        .group(loop)
                        .channel(EpollSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .remoteAddress(model.getHost(), model.getPort());
        Channel listening =
                new ServerBootstrap()
                        .group(loop)
                        .channel(EpollServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, 4_096)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(pipeline(sockets, toModel, model))
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .syncUninterruptibly()
                        .channel();
        var _ =
                loop.scheduleAtFixedRate(
                        () -> {
                            var _ = sockets.writeAndFlush(new PingWebSocketFrame());
                        },
                        HEARTBEAT_SECONDS,
                        HEARTBEAT_SECONDS,
                        TimeUnit.SECONDS);
        int port = ((InetSocketAddress) listening.localAddress()).getPort();
        System.out.println("listening on http://127.0.0.1:" + port);
    }

    private static ChannelInitializer<EpollSocketChannel> pipeline(
            ChannelGroup sockets, Bootstrap toModel, URI model) {
        var config =
                WebSocketServerProtocolConfig.newBuilder()
                        .websocketPath("/chat")
                        .subprotocols("switchboard.v1")
                        .build();
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(EpollSocketChannel channel) {
                sockets.add(channel);
                channel.pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(HANDSHAKE_BYTES_MAX))
                        .addLast(new WebSocketServerProtocolHandler(config))
                        .addLast(new NettyPeerSocket(toModel, model));
            }
        };
    }
}

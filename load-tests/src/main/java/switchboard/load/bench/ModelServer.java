package switchboard.load.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A model behind an OpenAI-compatible API that says the same to everybody, in events like
/// OpenAI's, at the pace it is told to. It knows by the question for which [Stream] an answer is.
final class ModelServer implements AutoCloseable {

    private final List<Stream> streams;
    private final Channel channel;
    private final Set<ModelConnection> answering = new LinkedHashSet<>();
    private Delivery delivery = Delivery.Window.OPEN;

    /// @param loop on which all of it happens, and which the streams' clients live on
    ModelServer(EventLoop loop, List<Stream> streams) {
        this.streams = List.copyOf(streams);
        channel =
                new ServerBootstrap()
                        .group(loop)
                        .channel(EpollServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, 4_096)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<EpollSocketChannel>() {
                                    @Override
                                    protected void initChannel(EpollSocketChannel socket) {
                                        socket.pipeline()
                                                .addLast(new ModelConnection(ModelServer.this));
                                    }
                                })
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .syncUninterruptibly()
                        .channel();
    }

    /// Up to and including `/v1`.
    String url() {
        return "http://127.0.0.1:" + ((InetSocketAddress) channel.localAddress()).getPort() + "/v1";
    }

    /// From now on, and for the answers being written too. On the event loop.
    void deliver(Delivery delivery) {
        this.delivery = delivery;
        List.copyOf(answering).forEach(ModelConnection::deliver);
    }

    Delivery delivery() {
        return delivery;
    }

    /// @throws IllegalArgumentException where nobody has asked so
    Stream stream(int number) {
        if (number < 0 || number >= streams.size()) {
            throw new IllegalArgumentException("no client asks about order " + number);
        }
        return streams.get(number);
    }

    void began(ModelConnection connection) {
        answering.add(connection);
    }

    void ended(ModelConnection connection) {
        answering.remove(connection);
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
    }
}

package switchboard.load.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NettyPeerTest {

    private static final int CLIENTS = 3;

    @TempDir private Path directory;

    /// Model, peer and clients as a run has them.
    @Test
    void answers_are_relayed_token_by_token_until_nobody_asks() {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        var askers = new Askers(group.next(), Dialect.JSON, CLIENTS, 20);
        try (var model = new ModelServer(group.next(), askers.streams());
                Server server =
                        Server.start(
                                Peer.NETTY,
                                Path.of("").toAbsolutePath().getParent(),
                                model.url(),
                                List.of(),
                                "",
                                directory)) {
            var clients = new Clients(server, group.next(), 100, askers);
            clients.growTo(CLIENTS, Duration.ofMinutes(1));
            askers.firstAnswers();
            askers.rest();
            Askers.Sofar sofar = askers.sofar();
            assertThat(sofar.tokens()).isPositive().isEqualTo(sofar.frames());
            assertThat(askers.latencies().count()).isEqualTo(sofar.tokens());
            assertThat(server.rssBytes()).isPositive();
            clients.leave();
        } finally {
            group.shutdownGracefully();
        }
    }
}

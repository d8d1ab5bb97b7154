package dev.switchboard.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.transport.Transport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LobbyTest {

    static Stream<Transport> transports() {
        return Stream.of(Transport.IO_URING, Transport.EPOLL, Transport.NIO)
                .filter(Transport::available);
    }

    /// Netty keeps the first that a connection was read by.
    @ParameterizedTest
    @MethodSource("transports")
    void whoever_enters_is_read_as_all_are_and_what_takes_many_reads_comes_whole(
            Transport transport) throws Exception {
        Vertx vertx = Vertx.builder().withTransport(transport).build();
        try {
            var readBytes = new CompletableFuture<Integer>();
            var lobby = new Lobby(vertx, Duration.ofMinutes(1), 10);
            var server =
                    vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                            .connectionHandler(lobby::enter)
                            .requestHandler(request -> {
                                var channel = ((ConnectionBase) request.connection()).channel();
                                readBytes.complete(channel.unsafe().recvBufAllocHandle().guess());
                                request.body()
                                        .onSuccess(
                                                body -> request.response().end("" + body.length()));
                            })
                            .listen(0, "127.0.0.1")
                            .await(10, TimeUnit.SECONDS);
            var answer =
                    vertx.createHttpClient()
                            .request(HttpMethod.POST, server.actualPort(), "127.0.0.1", "/")
                            .compose(request -> request.send(Buffer.buffer(new byte[300_000])))
                            .compose(response -> response.body())
                            .await(10, TimeUnit.SECONDS);

            assertThat(answer.toString()).isEqualTo("300000");
            assertThat(readBytes.get(10, TimeUnit.SECONDS))
                    .isEqualTo(Reads.ALL.newHandle().guess());
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }
}

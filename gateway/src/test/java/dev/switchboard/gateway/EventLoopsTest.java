package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.switchboard.gateway.config.GatewayConfig.Io;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.uring.IoUringIoHandler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.transport.Transport;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class EventLoopsTest {

    /// One that is not to be had, or only seems to be.
    private record Refused(boolean available) implements Transport {
        @Override
        public String name() {
            return "io_uring";
        }

        @Override
        public Throwable unavailabilityCause() {
            return new ExceptionInInitializerError(
                    new UnsupportedOperationException("seccomp says no"));
        }

        @Override
        public io.vertx.core.spi.transport.Transport implementation() {
            throw new IllegalStateException("no memory may be locked");
        }
    }

    @Test
    void epoll_really_listens() {
        listens(EventLoops.start(Io.EPOLL, 2), EpollIoHandler.class);
    }

    /// Some containers may not use it.
    @Test
    void io_uring_really_listens() {
        assumeThat(Transport.IO_URING.available()).isTrue();
        listens(EventLoops.start(Io.IO_URING, 2), IoUringIoHandler.class);
    }

    @Test
    void the_quickest_of_those_that_there_are_is_chosen() {
        boolean best = Transport.IO_URING.available();
        listens(EventLoops.start(Io.AUTO, 2), best ? IoUringIoHandler.class : EpollIoHandler.class);
    }

    @Test
    void where_one_is_not_to_be_had_or_does_not_work_the_next_is_taken() {
        var worse = List.of(new Refused(false), new Refused(true), Transport.NIO);
        listens(EventLoops.first(2, worse), NioIoHandler.class);
    }

    @Test
    void what_is_asked_for_by_name_and_not_to_be_had_is_told_with_its_reason() {
        assertThatThrownBy(() -> EventLoops.first(2, List.of(new Refused(false))))
                .hasMessageContaining("io: io_uring is not to be had here")
                .hasMessageContaining("seccomp says no")
                .hasMessageContaining("set io to auto");
    }

    private static void listens(Vertx vertx, Class<? extends IoHandler> with) {
        try {
            assertThat(((VertxInternal) vertx).nettyEventLoopGroup())
                    .allMatch(loop -> ((IoEventLoop) loop).isIoType(with));
            var server = vertx.createNetServer().connectHandler(_ -> {}).listen(0, "127.0.0.1");
            assertThat(server.await(10, TimeUnit.SECONDS).actualPort()).isPositive();
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}

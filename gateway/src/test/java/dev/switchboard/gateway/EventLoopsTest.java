package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.switchboard.gateway.config.GatewayConfig.Io;
import io.vertx.core.Vertx;
import io.vertx.core.transport.Transport;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventLoopsTest {

    private static final class Refused implements Transport {
        @Override
        public String name() {
            return "io_uring";
        }

        @Override
        public boolean available() {
            return false;
        }

        @Override
        public Throwable unavailabilityCause() {
            return new UnsupportedOperationException("seccomp says no");
        }

        @Override
        public io.vertx.core.spi.transport.Transport implementation() {
            throw new AssertionError("it is not to be used");
        }
    }

    @Test
    void epoll_really_listens() throws Exception {
        assertThat(listens(Io.EPOLL)).isPositive();
    }

    /// Some containers may not use it.
    @Test
    void io_uring_really_listens() throws Exception {
        assumeThat(Transport.IO_URING.available()).isTrue();
        assertThat(listens(Io.IO_URING)).isPositive();
    }

    @Test
    void the_quicker_of_those_that_there_are_is_chosen() {
        assertThat(EventLoops.transport(Io.AUTO))
                .isEqualTo(Transport.IO_URING.available() ? Transport.IO_URING : Transport.EPOLL);
    }

    @Test
    void where_the_best_is_refused_the_next_is_taken() {
        assertThat(EventLoops.first(new Refused(), Transport.EPOLL)).isEqualTo(Transport.EPOLL);
    }

    @Test
    void what_is_asked_for_by_name_and_not_to_be_had_is_told_with_its_reason() {
        assertThatThrownBy(() -> EventLoops.only(new Refused()))
                .hasMessageContaining("io is io_uring")
                .hasMessageContaining("seccomp says no")
                .hasMessageContaining("set it to auto");
    }

    private static int listens(Io io) throws Exception {
        Vertx vertx = Vertx.builder().withTransport(EventLoops.transport(io)).build();
        try {
            assertThat(vertx.isNativeTransportEnabled()).isTrue();
            return vertx.createNetServer()
                    .connectHandler(_ -> {})
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS)
                    .actualPort();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }
}

package dev.switchboard.gateway;

import dev.switchboard.gateway.config.GatewayConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the event loops of a node stand on.
final class EventLoops {

    /// So many answers of the kernel wait for a loop without being copied twice: Netty's 4,096 were
    /// too few for a loop of 19,500 sockets. 16 bytes each.
    private static final int COMPLETIONS = 1 << 15;

    static {
        // Vert.x has no option for it, and Netty reads it once.
        if (System.getProperty("io.netty.iouring.cqSize") == null) {
            System.setProperty("io.netty.iouring.cqSize", Integer.toString(COMPLETIONS));
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);

    private EventLoops() {}

    /// Starts so many of them.
    ///
    /// @throws IllegalStateException where what is asked for by name is not to be had here; its
    ///   message says why and what to do
    static Vertx start(GatewayConfig.Io io, int count) {
        return switch (io) {
            case AUTO -> first(count, List.of(Transport.IO_URING, Transport.EPOLL, Transport.NIO));
            case IO_URING -> on(Transport.IO_URING, count);
            case EPOLL -> on(Transport.EPOLL, count);
        };
    }

    /// On the first of them that works. To be there is not enough: a kernel may let a program have
    /// one small ring and not as many as it needs.
    static Vertx first(int count, List<Transport> transports) {
        for (Transport transport : transports.subList(0, transports.size() - 1)) {
            try {
                return on(transport, count);
            } catch (IllegalStateException e) {
                LOG.atInfo().addKeyValue("why", e.getMessage()).log("Takes the next best");
            }
        }
        return on(transports.getLast(), count);
    }

    private static Vertx on(Transport transport, int count) {
        if (!transport.available()) {
            throw notToBeHad(transport, transport.unavailabilityCause());
        }
        try {
            Vertx vertx =
                    Vertx.builder()
                            .with(new VertxOptions().setEventLoopPoolSize(count))
                            .withTransport(transport)
                            .build();
            LOG.atInfo().addKeyValue("io", transport.name()).log("Started its event loops");
            return vertx;
        } catch (RuntimeException e) {
            throw notToBeHad(transport, e);
        }
    }

    private static IllegalStateException notToBeHad(Transport transport, Throwable why) {
        Throwable root = why;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String permit =
                transport.name().equals(Transport.IO_URING.name())
                        ? ", or have the kernel and the container's seccomp profile allow it"
                        : "";
        return new IllegalStateException(
                "io: %s is not to be had here (%s); set io to auto%s"
                        .formatted(transport.name(), root, permit),
                why);
    }
}

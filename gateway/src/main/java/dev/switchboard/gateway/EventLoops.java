package dev.switchboard.gateway;

import dev.switchboard.gateway.config.GatewayConfig;
import io.vertx.core.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the event loops of a node stand on.
final class EventLoops {

    private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);

    private EventLoops() {}

    /// @throws IllegalStateException where what is asked for by name is not to be had here; its
    ///   message says why and what to do
    static Transport transport(GatewayConfig.Io io) {
        Transport transport =
                switch (io) {
                    case AUTO -> first(Transport.IO_URING, Transport.EPOLL, Transport.KQUEUE);
                    case IO_URING -> only(Transport.IO_URING);
                    case EPOLL -> only(Transport.EPOLL);
                };
        LOG.atInfo().addKeyValue("io", transport.name()).log("Chose what event loops wait with");
        return transport;
    }

    /// The first of them that there is here; where there is none, what Java has itself.
    static Transport first(Transport... transports) {
        for (Transport transport : transports) {
            if (transport.available()) {
                return transport;
            }
            LOG.atInfo()
                    .addKeyValue("io", transport.name())
                    .addKeyValue("why", reason(transport))
                    .log("Is not to be had here");
        }
        return Transport.NIO;
    }

    static Transport only(Transport wanted) {
        if (!wanted.available()) {
            throw new IllegalStateException(
                    ("io is %s, which is not to be had here (%s): set it to auto, or have the kernel"
                                    + " and the container's seccomp profile allow it")
                            .formatted(wanted.name(), reason(wanted)));
        }
        return wanted;
    }

    private static String reason(Transport transport) {
        return String.valueOf(transport.unavailabilityCause());
    }
}

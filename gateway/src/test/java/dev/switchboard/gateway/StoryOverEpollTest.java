package dev.switchboard.gateway;

import dev.switchboard.gateway.config.GatewayConfig;
import org.junit.jupiter.api.Tag;

/// The same where the kernel is waited for by epoll.
@Tag("long")
final class StoryOverEpollTest extends StoryTest {

    @Override
    GatewayConfig.Io io() {
        return GatewayConfig.Io.EPOLL;
    }
}

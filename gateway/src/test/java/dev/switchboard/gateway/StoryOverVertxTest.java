package dev.switchboard.gateway;

import dev.switchboard.gateway.config.GatewayConfig;
import org.junit.jupiter.api.Tag;

/// The same where Vert.x keeps the sockets.
@Tag("long")
final class StoryOverVertxTest extends StoryTest {

    @Override
    GatewayConfig.Connection.Transport transport() {
        return GatewayConfig.Connection.Transport.VERTX;
    }
}

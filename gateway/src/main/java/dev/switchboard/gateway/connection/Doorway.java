package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.policy.Texts;
import io.vertx.core.Context;
import java.time.InstantSource;
import java.util.function.Consumer;

/// What the sockets of one event loop have in common.
///
/// @param loop their event loop
/// @param texts what the gateway itself says to customers
/// @param gone hears of each that has ended
record Doorway(
        Context loop,
        Beats beats,
        GatewayConfig.Connection limits,
        Texts texts,
        InstantSource clock,
        SocketMetrics metrics,
        Consumer<Socket> gone) {}

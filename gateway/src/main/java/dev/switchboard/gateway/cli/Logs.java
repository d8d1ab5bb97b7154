package dev.switchboard.gateway.cli;

import ch.qos.logback.classic.Level;
import dev.switchboard.gateway.config.LogLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// What all logging of the process has in common.
final class Logs {

    private Logs() {}

    /// Sets the least severe level that is written, and makes the libraries that log by
    /// `java.util.logging` write as all others do.
    static void configure(LogLevel level) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        var root = (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.valueOf(level.name()));
    }
}

package dev.switchboard.gateway.config;

/// How severe a log line must be to be written.
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
}

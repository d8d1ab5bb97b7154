package dev.switchboard.gateway.cli;

/// The statuses the process ends with.
final class ExitStatus {
    static final int STOPPED = 0;
    static final int FAILED = 1;
    static final int BAD_USAGE = 2;

    private ExitStatus() {}
}

package dev.switchboard.gateway.embedded;

import java.nio.file.Path;

/// A process with an embedded Redis that waits to be killed.
final class DoomedNode {
    private DoomedNode() {}

    public static void main(String[] args) throws InterruptedException {
        System.out.println(
                EmbeddedRedis.start(Path.of(args[0]), "", EmbeddedRedis::freePort).uri());
        Thread.currentThread().join();
    }
}

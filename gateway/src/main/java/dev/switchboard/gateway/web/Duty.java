package dev.switchboard.gateway.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/// A node as those see it who send it clients, or take it out of service.
public interface Duty {

    /// Fails where it cannot serve, with a message that says why. Asked on an event loop of its
    /// own.
    Future<Void> ready();

    /// Whether it is being taken out of service.
    boolean draining();

    /// How far it is with that.
    JsonObject progress();

    /// Takes it out of service; the process ends.
    void drain();
}

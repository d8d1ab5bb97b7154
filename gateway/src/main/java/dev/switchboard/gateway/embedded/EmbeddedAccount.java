package dev.switchboard.gateway.embedded;

import dev.switchboard.gateway.store.Store;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/// The account service that answers while none is configured: HTTP on the loopback address, as
/// `docs/account-service.yaml` describes it.
///
/// Every customer has an account, made up from the token's subject and dated from the first visit.
/// What is changed in it is kept in the store, so that all nodes tell the same and a restart
/// forgets nothing.
public final class EmbeddedAccount {
    private final Vertx vertx;
    private final String deployment;
    private final URI url;

    private EmbeddedAccount(Vertx vertx, String deployment, URI url) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.url = url;
    }

    /// Starts the service on a free port of 127.0.0.1.
    public static Future<EmbeddedAccount> start(Vertx vertx, Store store, InstantSource clock) {
        var port = new AtomicInteger();
        return vertx.deployVerticle(
                        () -> new EmbeddedAccountServer(store, clock, port),
                        new DeploymentOptions().setInstances(1))
                .map(deployment ->
                        new EmbeddedAccount(
                                vertx, deployment, URI.create("http://127.0.0.1:" + port.get())));
    }

    /// The base URL of its API.
    public URI url() {
        return url;
    }

    /// Stops the service.
    public Future<Void> stop() {
        return vertx.undeploy(deployment);
    }
}

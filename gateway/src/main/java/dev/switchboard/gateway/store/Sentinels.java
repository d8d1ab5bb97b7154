package dev.switchboard.gateway.store;

import dev.switchboard.gateway.config.RedisAddress;
import dev.switchboard.gateway.config.RedisAddress.Endpoint;
import dev.switchboard.gateway.store.RedisDialer.Dialled;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The way to the master that the sentinels name. Whoever they name is asked whether it is one: a
/// sentinel may not have heard yet, or the server not have noticed.
final class Sentinels implements RedisRoute {

    /// Longer than a sentinel that is well needs, and short enough to ask the next one.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final RedisDialer dialer;
    private final RedisDialer anonymous;
    private final RedisDialer known;
    private final List<Endpoint> sentinels;
    private final String master;
    private int next;

    Sentinels(RedisDialer dialer, RedisAddress.Sentinel address) {
        Duration patience = PATIENCE.compareTo(dialer.timeout()) < 0 ? PATIENCE : dialer.timeout();
        var access = dialer.access();
        this.dialer = dialer;
        this.anonymous = dialer.with(RedisDialer.anonymous(access), patience);
        // A sentinel has no databases.
        this.known =
                dialer.with(new RedisAddress.Access(access.tls(), access.userInfo(), 0), patience);
        this.sentinels = address.sentinels();
        this.master = address.master();
        this.next = ThreadLocalRandom.current().nextInt(sentinels.size());
    }

    @Override
    public Future<Dialled> reach() {
        return ask(sentinels.size()).compose(dialer::dial).compose(this::verified);
    }

    /// The first that answers is believed; whoever did not is asked last the next time.
    private Future<Endpoint> ask(int left) {
        Endpoint sentinel = sentinels.get(next);
        return masterBy(sentinel)
                .recover(e -> {
                    next = (next + 1) % sentinels.size();
                    return left > 1 ? ask(left - 1) : Future.failedFuture(e);
                });
    }

    private Future<Endpoint> masterBy(Endpoint sentinel) {
        Future<Endpoint> asked = anonymous.dial(sentinel).compose(this::masterBy);
        return dialer.access().userInfo().isEmpty()
                ? asked
                : asked.recover(_ -> known.dial(sentinel).compose(this::masterBy));
    }

    private Future<Endpoint> masterBy(Dialled sentinel) {
        return sentinel.connection()
                .send(Request.cmd(Command.SENTINEL).arg("GET-MASTER-ADDR-BY-NAME").arg(master))
                .timeout(dialer.timeout())
                .recover(e ->
                        Future.failedFuture(
                                new StoreUnavailable(
                                        "%s does not answer as a sentinel: %s"
                                                .formatted(sentinel.at(), e.getMessage()))))
                .map(answer -> named(sentinel.at(), answer))
                .onComplete(_ -> sentinel.close());
    }

    private Endpoint named(Endpoint sentinel, @Nullable Response answer) {
        if (answer == null || answer.size() != 2) {
            throw new StoreUnavailable(
                    "the sentinel at %s knows no master named %s".formatted(sentinel, master));
        }
        String host = answer.get(0).toString();
        return new Endpoint(
                host.contains(":") ? "[" + host + "]" : host, answer.get(1).toInteger());
    }

    private Future<Dialled> verified(Dialled made) {
        return made.connection()
                .send(Request.cmd(Command.ROLE))
                .timeout(dialer.timeout())
                .compose(role ->
                        role != null && role.get(0).toString().equals("master")
                                ? Future.succeededFuture(made)
                                : Future.failedFuture("it is no master"))
                .recover(e -> {
                    made.close();
                    next = (next + 1) % sentinels.size();
                    return Future.failedFuture(
                            new StoreUnavailable(
                                    "the sentinels name %s as the master, but %s"
                                            .formatted(made.at(), e.getMessage())));
                });
    }
}

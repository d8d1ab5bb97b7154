package dev.switchboard.gateway.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Documents of customers in Redis: two hashes each, written by one script.
final class RedisAccounts implements AccountStore {

    private static final RedisScript KEEP = RedisScript.named("keep.lua");

    private final RedisLinks links;

    RedisAccounts(RedisLinks links) {
        this.links = links;
    }

    @Override
    public Future<Optional<Kept>> load(String customer) {
        String key = Keys.account(customer);
        return links.send(key, Request.cmd(Command.HMGET).arg(key).arg("version").arg("document"))
                .map(r -> {
                    Response both = Objects.requireNonNull(r);
                    return both.get(0) == null
                            ? Optional.empty()
                            : Optional.of(new Kept(both.get(0).toLong(), both.get(1).toString()));
                });
    }

    @Override
    public Future<Optional<String>> result(String customer, String key) {
        String done = Keys.accountChanges(customer);
        return links.send(done, Request.cmd(Command.HGET).arg(done).arg(key))
                .map(r -> Optional.ofNullable(r).map(Response::toString));
    }

    @Override
    public Future<Saved> save(
            String customer,
            long expectedVersion,
            String document,
            Optional<String> key,
            String result) {
        return KEEP.run(
                        links::commit,
                        List.of(Keys.account(customer), Keys.accountChanges(customer)),
                        List.of(Long.toString(expectedVersion), document, key.orElse(""), result))
                .map(RedisAccounts::saved);
    }

    private static Saved saved(@Nullable Response response) {
        Response answer = Objects.requireNonNull(response);
        int outcome = answer.get(0).toInteger();
        return switch (outcome) {
            case 0 -> new Saved.Done();
            case 1 -> new Saved.Repeated(answer.get(1).toString());
            case 2 -> new Saved.Moved();
            default -> throw new IllegalStateException("keep.lua answered " + outcome);
        };
    }
}

package dev.switchboard.gateway.store;

import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.Stage;
import dev.switchboard.routing.pool.Target;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A pool in Redis. Its keys share a slot.
final class RedisPool implements PoolStore {

    private static final RedisScript RENEW = RedisScript.named("renew.lua");
    private static final RedisScript RELEASE = RedisScript.named("release.lua");
    private static final StoredJson JSON =
            new StoredJson(List.of(PoolCommand.class, Stage.class, Target.class));

    private final RedisLinks links;
    private final String commands;
    private final String snapshot;
    private final String lease;
    private @Nullable Future<RedisLink> patient;

    RedisPool(RedisLinks links, String pool) {
        this.links = links;
        this.commands = Keys.poolCommands(pool);
        this.snapshot = Keys.poolSnapshot(pool);
        this.lease = Keys.poolLease(pool);
    }

    @Override
    public Future<Void> append(PoolCommand command) {
        return send(Request.cmd(Command.XADD)
                        .arg(commands)
                        .arg("*")
                        .arg("c")
                        .arg(JSON.write(command, PoolCommand.class)))
                .mapEmpty();
    }

    @Override
    public Future<List<Filed>> read(CommandId after, int max) {
        return send(Request.cmd(Command.XRANGE)
                        .arg(commands)
                        .arg("(" + after)
                        .arg("+")
                        .arg("COUNT")
                        .arg(max))
                .map(RedisPool::filed);
    }

    @Override
    public Future<List<Filed>> await(CommandId after, int max, Duration patience) {
        Request read =
                Request.cmd(Command.XREAD)
                        .arg("COUNT")
                        .arg(max)
                        .arg("BLOCK")
                        .arg(patience.toMillis())
                        .arg("STREAMS")
                        .arg(commands)
                        .arg(after.toString());
        return patient()
                .compose(link -> link.send(read, patience))
                .map(answer -> answer == null ? List.of() : filed(stream(answer)));
    }

    /// Under RESP3 the streams come as a map by name, under RESP2 as a list of pairs.
    private @Nullable Response stream(Response streams) {
        return streams.isMap() ? streams.get(commands) : streams.get(0).get(1);
    }

    /// A command that blocks would hold up all others on its connection, so it has its own.
    private Future<RedisLink> patient() {
        Future<RedisLink> link = patient;
        if (link == null || link.failed()) {
            link = links.another();
            patient = link;
        }
        return link;
    }

    private static List<Filed> filed(@Nullable Response entries) {
        var filed = new ArrayList<Filed>();
        if (entries != null) {
            for (Response entry : entries) {
                filed.add(
                        new Filed(
                                CommandId.parse(entry.get(0).toString()),
                                JSON.read(entry.get(1).get(1).toString(), PoolCommand.class)));
            }
        }
        return filed;
    }

    @Override
    public Future<Optional<Pool>> snapshot() {
        return send(Request.cmd(Command.GET).arg(snapshot))
                .map(r -> Optional.ofNullable(r).map(s -> JSON.read(s.toString(), Pool.class)));
    }

    @Override
    public Future<Void> save(Pool pool) {
        return send(Request.cmd(Command.SET).arg(snapshot).arg(JSON.write(pool, Pool.class)))
                .compose(_ ->
                        send(
                                Request.cmd(Command.XTRIM)
                                        .arg(commands)
                                        .arg("MINID")
                                        .arg(pool.last().toString())))
                .mapEmpty();
    }

    @Override
    public Future<Boolean> acquire(String node, Duration lease) {
        return send(Request.cmd(Command.SET)
                        .arg(this.lease)
                        .arg(node)
                        .arg("NX")
                        .arg("PX")
                        .arg(lease.toMillis()))
                .map(answer -> answer != null);
    }

    @Override
    public Future<Boolean> renew(String node, Duration lease) {
        return RENEW.run(
                        links.mine(),
                        List.of(this.lease),
                        List.of(node, Long.toString(lease.toMillis())))
                .map(answer -> answer != null && answer.toInteger() == 1);
    }

    @Override
    public Future<Void> release(String node) {
        return RELEASE.run(links.mine(), List.of(lease), List.of(node)).mapEmpty();
    }

    private Future<@Nullable Response> send(Request request) {
        return links.mine().send(request);
    }
}

package dev.switchboard.gateway.store;

import dev.switchboard.routing.pool.CommandId;
import dev.switchboard.routing.pool.Pool;
import dev.switchboard.routing.pool.PoolCommand;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
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

    private static final RedisScript ACQUIRE = RedisScript.named("acquire.lua");
    private static final RedisScript RENEW = RedisScript.named("renew.lua");
    private static final RedisScript RELEASE = RedisScript.named("release.lua");
    private static final RedisScript SNAPSHOT = RedisScript.named("snapshot.lua");
    private static final StoredJson JSON = PoolCodec.JSON;

    private final RedisLinks links;
    private final String commands;
    private final String snapshot;
    private final String snapshotAt;
    private final String lease;

    RedisPool(RedisLinks links, String pool) {
        this.links = links;
        this.commands = Keys.poolCommands(pool);
        this.snapshot = Keys.poolSnapshot(pool);
        this.snapshotAt = Keys.poolSnapshotAt(pool);
        this.lease = Keys.poolLease(pool);
    }

    @Override
    public Future<CommandId> append(PoolCommand command) {
        return send(
                        commands,
                        Request.cmd(Command.XADD)
                                .arg(commands)
                                .arg("*")
                                .arg("c")
                                .arg(JSON.write(command, PoolCommand.class)))
                .map(id -> CommandId.parse(String.valueOf(id)));
    }

    /// The mark of the newest snapshot is read after the commands: where it does not lie behind
    /// them, nothing of them had been dropped.
    @Override
    public Future<Page> read(CommandId after, int max) {
        var filed =
                send(
                        commands,
                        Request.cmd(Command.XRANGE)
                                .arg(commands)
                                .arg("(" + after)
                                .arg("+")
                                .arg("COUNT")
                                .arg(max));
        var newer =
                send(
                        snapshotAt,
                        Request.cmd(Command.XRANGE)
                                .arg(snapshotAt)
                                .arg("(" + after)
                                .arg("+")
                                .arg("COUNT")
                                .arg(1));
        return Future.all(filed, newer).map(_ -> page(filed.result(), newer.result()));
    }

    @Override
    public Future<Boolean> holds(CommandId command) {
        return send(
                        commands,
                        Request.cmd(Command.XRANGE)
                                .arg(commands)
                                .arg(command.toString())
                                .arg(command.toString()))
                .map(found -> found != null && found.size() > 0);
    }

    @Override
    public Future<Reader> reader() {
        return links.reader(commands).map(LinkReader::new);
    }

    /// A command that blocks would hold up all others on its connection, so it has its own.
    private final class LinkReader implements Reader {
        private final RedisReader link;

        LinkReader(RedisReader link) {
            this.link = link;
        }

        /// Commands and the mark of the newest snapshot, in one look: a mark that is newer than
        /// what is asked for says that commands may have been dropped. Whoever really waits has
        /// seen all there was, and is woken by the very next command.
        @Override
        public Future<Page> await(CommandId after, int max, Duration patience) {
            Request read =
                    Request.cmd(Command.XREAD)
                            .arg("COUNT")
                            .arg(max)
                            .arg("BLOCK")
                            .arg(patience.toMillis())
                            .arg("STREAMS")
                            .arg(commands)
                            .arg(snapshotAt)
                            .arg(after.toString())
                            .arg(after.toString());
            return link.send(read, patience)
                    .map(answer ->
                            answer == null
                                    ? new Page.Commands(List.of())
                                    : page(
                                            Streams.named(commands, answer),
                                            Streams.named(snapshotAt, answer)));
        }

        @Override
        public void close() {
            links.end(link);
        }
    }

    private static Page page(@Nullable Response filed, @Nullable Response newerSnapshot) {
        return newerSnapshot != null && newerSnapshot.size() > 0
                ? new Page.Overtaken()
                : new Page.Commands(filed(filed));
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
        return send(snapshot, Request.cmd(Command.GET).arg(snapshot))
                .compose(r ->
                        r == null
                                ? Future.succeededFuture(Optional.empty())
                                : links.elsewhere(
                                        () -> Optional.of(PoolCodec.decode(r.toBytes()))));
    }

    @Override
    public Future<Boolean> save(Pool pool) {
        String at = pool.last().toString();
        return links.elsewhere(() -> PoolCodec.encode(pool))
                .compose(bytes ->
                        SNAPSHOT.run(
                                links::send,
                                List.of(snapshot, snapshotAt, commands),
                                args -> args.arg(at).arg(Buffer.buffer(bytes))))
                .map(RedisPool::isOne);
    }

    @Override
    public Future<Boolean> acquire(String node, Duration lease) {
        return lease(ACQUIRE, node, lease);
    }

    @Override
    public Future<Boolean> renew(String node, Duration lease) {
        return lease(RENEW, node, lease);
    }

    private Future<Boolean> lease(RedisScript script, String node, Duration time) {
        return script.run(
                        links::send, List.of(lease), List.of(node, Long.toString(time.toMillis())))
                .map(RedisPool::isOne);
    }

    private static boolean isOne(@Nullable Response answer) {
        return answer != null && answer.toInteger() == 1;
    }

    @Override
    public Future<Void> release(String node) {
        return RELEASE.run(links::send, List.of(lease), List.of(node)).mapEmpty();
    }

    private Future<@Nullable Response> send(String key, Request request) {
        return links.send(key, request);
    }
}

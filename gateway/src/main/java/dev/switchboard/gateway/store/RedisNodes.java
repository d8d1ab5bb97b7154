package dev.switchboard.gateway.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Nodes in Redis: a key each, and a stream, that end by themselves.
final class RedisNodes implements NodeStore {

    private static final RedisScript ACQUIRE = RedisScript.named("acquire.lua");
    private static final RedisScript TAKE_OUT = RedisScript.named("take-out.lua");
    private static final int FIELDS_BEFORE_MESSAGES = 4;
    private static final String HERE = "here";
    private static final String LEFT = "left";
    private static final String CURSOR_ENDS = "0";

    private final RedisLinks links;

    RedisNodes(RedisLinks links) {
        this.links = links;
    }

    @Override
    public Future<Boolean> alive(String node, Duration lease) {
        Future<Boolean> inbox = expire(node, lease);
        String name = Keys.node(node);
        Future<?> key =
                send(
                        name,
                        Request.cmd(Command.SET)
                                .arg(name)
                                .arg("alive")
                                .arg("PX")
                                .arg(lease.toMillis()));
        // Each time, for whoever took this node for lost has cleared it away.
        return Future.all(inbox, key, register(node, HERE))
                .compose(_ ->
                        inbox.result()
                                ? Future.succeededFuture(true)
                                : send(Keys.inbox(node), add(node, new Batch("", 0, List.of())))
                                        .compose(_ -> expire(node, lease))
                                        .map(false));
    }

    private Future<Boolean> expire(String node, Duration lease) {
        String inbox = Keys.inbox(node);
        return send(inbox, Request.cmd(Command.PEXPIRE).arg(inbox).arg(lease.toMillis()))
                .map(RedisNodes::isOne);
    }

    @Override
    public Future<Set<String>> missing(Collection<String> nodes) {
        var alive = new LinkedHashMap<String, Future<Boolean>>();
        for (String node : nodes) {
            String key = Keys.node(node);
            alive.put(node, send(key, Request.cmd(Command.EXISTS).arg(key)).map(RedisNodes::isOne));
        }
        return Future.all(List.copyOf(alive.values()))
                .map(_ ->
                        alive.entrySet().stream()
                                .filter(e -> !e.getValue().result())
                                .map(e -> e.getKey())
                                .collect(Collectors.toUnmodifiableSet()));
    }

    private Future<Void> register(String node, String how) {
        return send(Keys.nodes(), Request.cmd(Command.HSET).arg(Keys.nodes()).arg(node).arg(how))
                .mapEmpty();
    }

    private Future<Void> unregister(String node) {
        return send(Keys.nodes(), Request.cmd(Command.HDEL).arg(Keys.nodes()).arg(node)).mapEmpty();
    }

    /// The others must find how it stands when they find the lease gone.
    @Override
    public Future<Void> gone(String node) {
        String left = Keys.nodeConversations(node);
        return send(left, Request.cmd(Command.EXISTS).arg(left))
                .compose(work -> isOne(work) ? register(node, LEFT) : unregister(node))
                .compose(_ -> delete(Keys.node(node)))
                .compose(_ -> delete(Keys.inbox(node)));
    }

    private Future<Void> delete(String key) {
        return send(key, Request.cmd(Command.DEL).arg(key)).mapEmpty();
    }

    /// Under RESP3 a hash comes as a map, under RESP2 as a list of keys and values.
    @Override
    public Future<List<Registered>> registered() {
        return send(Keys.nodes(), Request.cmd(Command.HGETALL).arg(Keys.nodes()))
                .map(r -> {
                    Response hash = Objects.requireNonNull(r);
                    return hash.getKeys().stream()
                            .map(n -> new Registered(n, LEFT.equals(String.valueOf(hash.get(n)))))
                            .toList();
                });
    }

    @Override
    public Future<Void> enter(String node, String conversation) {
        String key = Keys.nodeConversations(node);
        return send(key, Request.cmd(Command.SADD).arg(key).arg(conversation)).mapEmpty();
    }

    @Override
    public Future<Void> leave(String node, String conversation) {
        String key = Keys.nodeConversations(node);
        return send(key, Request.cmd(Command.SREM).arg(key).arg(conversation)).mapEmpty();
    }

    @Override
    public Future<Work> work(String node, Optional<String> from, int max) {
        String key = Keys.nodeConversations(node);
        return send(
                        key,
                        Request.cmd(Command.SSCAN)
                                .arg(key)
                                .arg(from.orElse(CURSOR_ENDS))
                                .arg("COUNT")
                                .arg(max))
                .map(r -> {
                    Response page = Objects.requireNonNull(r);
                    String next = page.get(0).toString();
                    return new Work(
                            page.get(1).stream().map(Response::toString).toList(),
                            Optional.of(next).filter(n -> !n.equals(CURSOR_ENDS)));
                });
    }

    @Override
    public Future<Boolean> claim(String lost, String by, Duration lease) {
        return ACQUIRE.run(
                        links::send,
                        List.of(Keys.nodeClaim(lost)),
                        List.of(by, Long.toString(lease.toMillis())))
                .map(RedisNodes::isOne);
    }

    @Override
    public Future<Boolean> takenOver(String lost, List<String> conversations) {
        return TAKE_OUT.run(
                        links::send,
                        List.of(Keys.node(lost), Keys.nodeConversations(lost)),
                        conversations)
                .map(RedisNodes::isOne);
    }

    /// Where the node is alive after all, its next renewal makes all of this good.
    @Override
    public Future<Void> clear(String lost) {
        return delete(Keys.inbox(lost))
                .compose(_ -> unregister(lost))
                .compose(_ -> delete(Keys.nodeClaim(lost)));
    }

    @Override
    public Future<Boolean> post(String node, Batch batch, int batchesMax) {
        return send(
                        Keys.inbox(node),
                        add(node, batch, "NOMKSTREAM", "MAXLEN", "~", Integer.toString(batchesMax)))
                .map(id -> id != null);
    }

    private static Request add(String node, Batch batch, String... options) {
        Request add = Request.cmd(Command.XADD).arg(Keys.inbox(node));
        for (String option : options) {
            add.arg(option);
        }
        add.arg("*").arg("w").arg(batch.writer()).arg("n").arg(batch.number());
        batch.messages().forEach(m -> add.arg("m").arg(m));
        return add;
    }

    @Override
    public Future<Inbox> inbox(String node) {
        String key = Keys.inbox(node);
        return links.reader(key).map(link -> new LinkInbox(link, key));
    }

    /// Its own connection, as what blocks holds up all others on it.
    private final class LinkInbox implements Inbox {
        private static final String BEGINNING = "0-0";

        private final RedisReader link;
        private final String key;
        private String last = BEGINNING;

        LinkInbox(RedisReader link, String key) {
            this.link = link;
            this.key = key;
        }

        @Override
        public Future<List<Batch>> await(int max, Duration patience) {
            Request read =
                    Request.cmd(Command.XREAD)
                            .arg("COUNT")
                            .arg(max)
                            .arg("BLOCK")
                            .arg(patience.toMillis())
                            .arg("STREAMS")
                            .arg(key)
                            .arg(last);
            return link.send(read, patience)
                    .map(answer ->
                            answer == null ? List.<Batch>of() : taken(Streams.named(key, answer)));
        }

        private List<Batch> taken(@Nullable Response entries) {
            var batches = new ArrayList<Batch>();
            if (entries != null && entries.size() > 0) {
                String oldest = entries.get(0).get(0).toString();
                links.metrics().read(writtenMs(oldest));
                for (Response entry : entries) {
                    last = entry.get(0).toString();
                    batches.add(batch(entry.get(1)));
                }
                // Where this fails, the next one drops these as well.
                var _ = send(key, Request.cmd(Command.XTRIM).arg(key).arg("MINID").arg(last));
            }
            return batches;
        }

        /// An entry's id begins with the time by Redis's clock.
        private static long writtenMs(String id) {
            return Long.parseLong(id, 0, id.indexOf('-'), 10);
        }

        @Override
        public void rewind() {
            last = BEGINNING;
        }

        @Override
        public void close() {
            links.end(link);
        }
    }

    private static Batch batch(Response fields) {
        var messages = new ArrayList<String>();
        for (int i = FIELDS_BEFORE_MESSAGES + 1; i < fields.size(); i += 2) {
            messages.add(fields.get(i).toString());
        }
        return new Batch(fields.get(1).toString(), fields.get(3).toLong(), messages);
    }

    private static boolean isOne(@Nullable Response answer) {
        return answer != null && answer.toInteger() == 1;
    }

    private Future<@Nullable Response> send(String key, Request request) {
        return links.send(key, request);
    }
}

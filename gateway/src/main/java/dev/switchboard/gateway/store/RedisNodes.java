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
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Nodes in Redis: a key each, and a stream, that end by themselves.
final class RedisNodes implements NodeStore {

    private static final int FIELDS_BEFORE_MESSAGES = 4;

    private final RedisLinks links;

    RedisNodes(RedisLinks links) {
        this.links = links;
    }

    @Override
    public Future<Boolean> alive(String node, Duration lease) {
        Future<Boolean> inbox = expire(node, lease);
        Future<?> key =
                send(
                        Request.cmd(Command.SET)
                                .arg(Keys.node(node))
                                .arg("alive")
                                .arg("PX")
                                .arg(lease.toMillis()));
        return Future.all(inbox, key)
                .compose(_ ->
                        inbox.result()
                                ? Future.succeededFuture(true)
                                : send(add(node, new Batch("", 0, List.of())))
                                        .compose(_ -> expire(node, lease))
                                        .map(false));
    }

    private Future<Boolean> expire(String node, Duration lease) {
        return send(Request.cmd(Command.PEXPIRE).arg(Keys.inbox(node)).arg(lease.toMillis()))
                .map(RedisNodes::isOne);
    }

    @Override
    public Future<Set<String>> missing(Collection<String> nodes) {
        var alive = new LinkedHashMap<String, Future<Boolean>>();
        for (String node : nodes) {
            alive.put(
                    node,
                    send(Request.cmd(Command.EXISTS).arg(Keys.node(node))).map(RedisNodes::isOne));
        }
        return Future.all(List.copyOf(alive.values()))
                .map(_ ->
                        alive.entrySet().stream()
                                .filter(e -> !e.getValue().result())
                                .map(e -> e.getKey())
                                .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public Future<Void> gone(String node) {
        Future<?> inbox = send(Request.cmd(Command.DEL).arg(Keys.inbox(node)));
        return send(Request.cmd(Command.DEL).arg(Keys.node(node))).compose(_ -> inbox).mapEmpty();
    }

    @Override
    public Future<Boolean> post(String node, Batch batch, int batchesMax) {
        return send(add(node, batch, "NOMKSTREAM", "MAXLEN", "~", Integer.toString(batchesMax)))
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
        return links.another().map(link -> new LinkInbox(link, Keys.inbox(node)));
    }

    /// Its own connection, as what blocks holds up all others on it.
    private final class LinkInbox implements Inbox {
        private static final String BEGINNING = "0-0";

        private final RedisLink link;
        private final String key;
        private String last = BEGINNING;

        LinkInbox(RedisLink link, String key) {
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
            if (entries != null) {
                for (Response entry : entries) {
                    last = entry.get(0).toString();
                    batches.add(batch(entry.get(1)));
                }
                // Where this fails, the next one drops these as well.
                var _ = send(Request.cmd(Command.XTRIM).arg(key).arg("MINID").arg(last));
            }
            return batches;
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

    private Future<@Nullable Response> send(Request request) {
        return links.mine().send(request);
    }
}

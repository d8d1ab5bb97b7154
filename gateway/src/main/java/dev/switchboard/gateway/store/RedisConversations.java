package dev.switchboard.gateway.store;

import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.Holder;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Target;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Conversations in Redis: a hash, a stream and a hash each, written by one script.
final class RedisConversations implements ConversationStore {

    private static final RedisScript COMMIT = RedisScript.named("commit.lua");
    private static final RedisScript JOIN = RedisScript.named("join.lua");
    private static final RedisScript CLAIM = RedisScript.named("claim.lua");
    private static final int FIELDS_BEFORE_NODES = 2;

    /// Conversations and their events.
    static final StoredJson JSON =
            new StoredJson(
                    List.of(ConversationEvent.class, Author.class, Holder.class, Target.class));

    private final RedisLinks links;
    private final long retentionMs;

    /// @param retention for which a conversation is kept after its last entry
    RedisConversations(RedisLinks links, Duration retention) {
        this.links = links;
        this.retentionMs = retention.toMillis();
    }

    @Override
    public Future<Optional<Conversation>> load(String conversation) {
        String key = Keys.conversation(conversation);
        return send(key, Request.cmd(Command.HGET).arg(key).arg("state"))
                .map(r ->
                        Optional.ofNullable(r)
                                .map(s -> JSON.read(s.toString(), Conversation.class)));
    }

    @Override
    public Future<Committed> commit(
            long expectedVersion,
            Conversation after,
            List<ConversationEvent> events,
            Optional<MessageKey> message,
            long messageSeq,
            Optional<Attendance> attendance) {
        String id = after.id();
        var args = new ArrayList<String>(8 + events.size());
        args.add(Long.toString(expectedVersion));
        args.add(JSON.write(after, Conversation.class));
        args.add(message.map(MessageKey::value).orElse(""));
        args.add(Long.toString(messageSeq));
        args.add(attendance.map(Attendance::node).orElse(""));
        args.add(attendance.flatMap(Attendance::turn).orElse(""));
        args.add(Long.toString(after.version() - events.size()));
        args.add(Long.toString(retentionMs));
        events.forEach(e -> args.add(JSON.write(e, ConversationEvent.class)));
        return COMMIT.run(
                        links::commit,
                        List.of(
                                Keys.conversation(id),
                                Keys.log(id),
                                Keys.messages(id),
                                Keys.conversationNodes(id)),
                        args)
                .map(RedisConversations::committed);
    }

    private static Committed committed(@Nullable Response response) {
        Response answer = Objects.requireNonNull(response);
        int outcome = answer.get(0).toInteger();
        return switch (outcome) {
            case 0 ->
                    new Committed.Stored(texts(answer).subList(FIELDS_BEFORE_NODES, answer.size()));
            case 1 -> new Committed.Repeated(answer.get(1).toLong());
            case 2 -> new Committed.Moved(answer.get(1).toLong());
            default -> throw new IllegalStateException("commit.lua answered " + outcome);
        };
    }

    @Override
    public Future<List<Entry>> entriesAfter(String conversation, long seq, int max) {
        String log = Keys.log(conversation);
        return send(
                        log,
                        Request.cmd(Command.XRANGE)
                                .arg(log)
                                .arg((seq + 1) + "-0")
                                .arg("+")
                                .arg("COUNT")
                                .arg(max))
                .map(RedisConversations::entries);
    }

    @Override
    public Future<List<Entry>> newest(String conversation, int max) {
        String log = Keys.log(conversation);
        return send(
                        log,
                        Request.cmd(Command.XREVRANGE)
                                .arg(log)
                                .arg("+")
                                .arg("-")
                                .arg("COUNT")
                                .arg(max))
                .map(r -> entries(r).reversed());
    }

    private static List<Entry> entries(@Nullable Response response) {
        var entries = new ArrayList<Entry>();
        for (Response item : Objects.requireNonNull(response)) {
            String id = item.get(0).toString();
            long seq = Long.parseLong(id.substring(0, id.indexOf('-')));
            String event = item.get(1).get(1).toString();
            entries.add(new Entry(seq, JSON.read(event, ConversationEvent.class)));
        }
        return entries;
    }

    @Override
    public Future<OptionalLong> seqOf(String conversation, MessageKey message) {
        String key = Keys.messages(conversation);
        String id = message.value();
        return send(key, Request.cmd(Command.HGET).arg(key).arg(id))
                .compose(r ->
                        r == null
                                ? Future.succeededFuture(OptionalLong.empty())
                                : kept(key, id, r.toLong()).map(OptionalLong.of(r.toLong())));
    }

    /// Whoever asks is told that the message is accepted, and it may be with one master alone by
    /// now. Written once more, it is acknowledged as the commit is.
    private Future<?> kept(String key, String id, long seq) {
        return links.replicated()
                ? links.commit(key, Request.cmd(Command.HSET).arg(key).arg(id).arg(seq))
                : Future.succeededFuture();
    }

    @Override
    public Future<List<String>> attend(String conversation, Attendance attendance) {
        String key = Keys.conversationNodes(conversation);
        Future<?> noted =
                send(
                        key,
                        Request.cmd(Command.HSET)
                                .arg(key)
                                .arg(attendance.node())
                                .arg(attendance.turn().orElse("")));
        Future<List<String>> nodes =
                send(key, Request.cmd(Command.HKEYS).arg(key)).map(RedisConversations::texts);
        return noted.compose(_ -> nodes);
    }

    @Override
    public Future<Sight> join(String conversation, Attendance attendance, long after, int max) {
        return JOIN.run(
                        links::send,
                        List.of(
                                Keys.conversation(conversation),
                                Keys.log(conversation),
                                Keys.conversationNodes(conversation)),
                        List.of(
                                attendance.node(),
                                attendance.turn().orElse(""),
                                (after + 1) + "-0",
                                Integer.toString(max)))
                .map(RedisConversations::sight);
    }

    private static Sight sight(@Nullable Response response) {
        Response seen = Objects.requireNonNull(response);
        return seen.size() == 0
                ? new Sight(Optional.empty(), List.of(), List.of())
                : new Sight(
                        Optional.of(JSON.read(seen.get(0).toString(), Conversation.class)),
                        texts(seen.get(1)),
                        entries(seen.get(2)));
    }

    @Override
    public Future<List<String>> claim(
            String conversation, Attendance attendance, List<String> lost) {
        var args = new ArrayList<String>(2 + lost.size());
        args.add(attendance.node());
        args.add(attendance.turn().orElseThrow());
        args.addAll(lost);
        return CLAIM.run(links::send, List.of(Keys.conversationNodes(conversation)), args)
                .map(RedisConversations::texts);
    }

    @Override
    public Future<Void> leave(String conversation, String node) {
        String key = Keys.conversationNodes(conversation);
        return send(key, Request.cmd(Command.HDEL).arg(key).arg(node)).mapEmpty();
    }

    /// Under RESP3 a hash comes as a map, under RESP2 as a list of keys and values.
    @Override
    public Future<List<Attendance>> attendances(String conversation) {
        String key = Keys.conversationNodes(conversation);
        return send(key, Request.cmd(Command.HGETALL).arg(key))
                .map(r -> {
                    var found = new ArrayList<Attendance>();
                    Response hash = Objects.requireNonNull(r);
                    for (String node : hash.getKeys()) {
                        String turn = String.valueOf(hash.get(node));
                        found.add(
                                new Attendance(node, Optional.of(turn).filter(t -> !t.isEmpty())));
                    }
                    return found;
                });
    }

    @Override
    public Future<List<Long>> versions(List<String> conversations) {
        List<Future<Long>> asked =
                conversations.stream()
                        .map(Keys::conversation)
                        .map(key ->
                                send(key, Request.cmd(Command.HGET).arg(key).arg("version"))
                                        .map(r -> r == null ? 0L : r.toLong()))
                        .toList();
        return Future.all(asked).map(_ -> asked.stream().map(Future::result).toList());
    }

    @Override
    public Future<Map<String, List<String>>> nodes(List<String> conversations) {
        var asked = new LinkedHashMap<String, Future<@Nullable Response>>();
        for (String id : conversations) {
            String key = Keys.conversationNodes(id);
            asked.put(id, send(key, Request.cmd(Command.HKEYS).arg(key)));
        }
        return Future.all(List.copyOf(asked.values()))
                .map(_ -> {
                    var nodes = new LinkedHashMap<String, List<String>>();
                    asked.forEach((id, answer) -> {
                        List<String> names = texts(answer.result());
                        if (!names.isEmpty()) {
                            nodes.put(id, names);
                        }
                    });
                    return nodes;
                });
    }

    private static List<String> texts(@Nullable Response response) {
        var texts = new ArrayList<String>();
        if (response != null) {
            response.forEach(r -> texts.add(r.toString()));
        }
        return texts;
    }

    @Override
    public Future<Optional<String>> latestOf(String person) {
        String key = Keys.person(person);
        return send(key, Request.cmd(Command.GET).arg(key))
                .map(r -> Optional.ofNullable(r).map(Response::toString));
    }

    @Override
    public Future<Void> setLatestOf(String person, String conversation) {
        String key = Keys.person(person);
        return send(
                        key,
                        Request.cmd(Command.SET)
                                .arg(key)
                                .arg(conversation)
                                .arg("PX")
                                .arg(retentionMs))
                .mapEmpty();
    }

    private Future<@Nullable Response> send(String key, Request request) {
        return links.send(key, request);
    }
}

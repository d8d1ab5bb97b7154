package dev.switchboard.routing.simulation;

import java.util.List;

/// What a participant has been told of a conversation, held against its log.
final class View {

    private final String whose;
    private final String conversation;
    private final Redis redis;
    private final Audience.Ear ear;
    private long seen;

    View(String whose, String conversation, Redis redis, Audience.Ear ear, long from) {
        this.whose = whose;
        this.conversation = conversation;
        this.redis = redis;
        this.ear = ear;
        this.seen = from;
    }

    String conversation() {
        return conversation;
    }

    long seen() {
        return seen;
    }

    /// Takes in an entry: the log's own, the next that this participant may see.
    void take(Frame.Entry entry) {
        List<Redis.Entry> log = redis.log(conversation);
        Invariant.I2.check(
                entry.conversation().equals(conversation) && entry.seq() <= log.size(),
                "%s was told %s/%d, which is not in the log",
                whose,
                entry.conversation(),
                entry.seq());
        Invariant.I2.check(
                log.get((int) entry.seq() - 1).event().equals(entry.event()),
                "%s was told another %s/%d than the log has: %s",
                whose,
                conversation,
                entry.seq(),
                entry.event());
        Invariant.I2.check(
                Audience.visible(ear, entry.event()),
                "%s was told %s/%d, which is not theirs to see",
                whose,
                conversation,
                entry.seq());
        Invariant.I2.check(
                entry.seq() > seen && next() == entry.seq(),
                "%s was told %s/%d after %d, and %d comes next",
                whose,
                conversation,
                entry.seq(),
                seen,
                next());
        seen = entry.seq();
    }

    /// Whether there is nothing that they have not been told.
    boolean whole() {
        return next() > redis.log(conversation).size();
    }

    private long next() {
        List<Redis.Entry> log = redis.log(conversation);
        long next = seen + 1;
        while (next <= log.size() && !Audience.visible(ear, log.get((int) next - 1).event())) {
            next++;
        }
        return next;
    }
}

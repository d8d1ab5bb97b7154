package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.cluster.NodeMessage;
import dev.switchboard.gateway.store.ConversationStore.Attendance;
import dev.switchboard.gateway.store.ConversationStore.Sight;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.Conversation.Turn;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A conversation as other nodes take part in it: they are told of every commit, of an answer while
/// it is written here, and of what is not kept. On the conversation's event loop.
///
/// What they are told is only a wake-up: the log is the truth, and every node compares the versions
/// of its live conversations with it from time to time.
final class Elsewhere {

    private static final int PAGE = 500;

    private final String id;
    private final Surroundings around;
    private final Registration registration;
    private Set<String> others = Set.of();
    private Optional<Turn> mine = Optional.empty();
    private boolean attends;

    Elsewhere(String id, Surroundings around, Uses uses) {
        this.id = id;
        this.around = around;
        this.registration = new Registration(id, around, uses);
    }

    /// What a commit notes of this node. Where the node has something to see to once it is
    /// committed, a survivor can find that before it is.
    ///
    /// @param needed whether sockets of it take part, or it writes an answer
    Future<Optional<Attendance>> attendance(
            Conversation before, Conversation after, boolean needed) {
        Optional<Turn> turn = begun(before, after).or(() -> after.turn().filter(this::isMine));
        var noted =
                needed || turn.isPresent()
                        ? Optional.of(new Attendance(around.node(), turn.map(Turn::id)))
                        : Optional.<Attendance>empty();
        return noted.isPresent() || !before.activities().containsAll(after.activities())
                ? registration.enter().map(noted)
                : Future.succeededFuture(noted);
    }

    /// This node has committed: the others read it.
    ///
    /// @param nodes that take part
    void committed(Conversation before, Conversation after, List<String> nodes) {
        begun(before, after).ifPresent(turn -> mine = Optional.of(turn));
        met(nodes);
        tell(new NodeMessage.Moved(id, after.version()));
    }

    /// Whether this node is the one to write the answer.
    boolean isMine(Turn turn) {
        return mine.filter(turn::equals).isPresent();
    }

    /// This node writes the answer from now on, unless another does that is alive.
    ///
    /// @return whether it is this one
    Future<Boolean> claim(Turn turn) {
        return around.store()
                .attendances(id)
                .compose(all -> {
                    List<String> writers =
                            all.stream()
                                    .filter(a -> a.turn().filter(turn.id()::equals).isPresent())
                                    .map(Attendance::node)
                                    .filter(n -> !n.equals(around.node()))
                                    .toList();
                    return around.neighbours()
                            .anyAlive(writers)
                            .compose(alive ->
                                    alive ? Future.succeededFuture(false) : claim(turn, writers));
                });
    }

    /// @param lost who wrote it before
    private Future<Boolean> claim(Turn turn, List<String> lost) {
        var attendance = new Attendance(around.node(), Optional.of(turn.id()));
        return registration
                .enter()
                .compose(_ -> around.store().claim(id, attendance, lost))
                .map(nodes -> {
                    if (nodes.isEmpty()) {
                        return false;
                    }
                    mine = Optional.of(turn);
                    met(nodes);
                    return true;
                });
    }

    private static Optional<Turn> begun(Conversation before, Conversation after) {
        return before.turn().equals(after.turn()) ? Optional.empty() : after.turn();
    }

    /// Sees to it that this node is told of what is committed from now on.
    Future<Void> attend() {
        if (attends) {
            return Future.succeededFuture();
        }
        Future<List<String>> noted =
                around.store().attend(id, new Attendance(around.node(), mine.map(Turn::id)));
        return registration
                .enter()
                .compose(_ -> noted)
                .map(nodes -> {
                    met(nodes);
                    askToBeShown();
                    return (Void) null;
                });
    }

    /// The same, and reads the conversation in the same round trip.
    ///
    /// @param after `seq` of the last entry that is known
    /// @param begun whether something has been said in it, as far as that can be known
    Future<Sight> join(long after, boolean begun) {
        Future<Void> entered = begun ? registration.enter() : Future.succeededFuture();
        return around.store()
                .join(id, new Attendance(around.node(), mine.map(Turn::id)), after, PAGE)
                .compose(sight -> entered.compose(_ -> joined(sight)));
    }

    private Future<Sight> joined(Sight sight) {
        if (sight.state().isEmpty()) {
            registration.leave();
            return Future.succeededFuture(sight);
        }
        boolean news = !attends;
        met(sight.nodes());
        if (news) {
            askToBeShown();
        }
        return registration.enter().map(sight);
    }

    /// The others tell this node what they write.
    void askToBeShown() {
        tell(new NodeMessage.Attends(id, around.node()));
    }

    /// A survivor can find from now on that this node works on it.
    Future<Void> enter() {
        return registration.enter();
    }

    /// Whether neither the store nor another node knows that this one takes part.
    boolean isAway() {
        return !attends && others.isEmpty() && mine.isEmpty() && registration.isAway();
    }

    /// Takes part no more, if it did.
    void leave() {
        attends = false;
        registration.leave();
    }

    /// The store has forgotten this node, and another may write what it wrote.
    void forgotten() {
        attends = false;
        mine = Optional.empty();
        registration.forgotten();
    }

    /// Another node takes part now.
    void met(String node) {
        var more = new HashSet<>(others);
        more.add(node);
        met(List.copyOf(more), attends);
    }

    private void met(List<String> nodes) {
        met(nodes, nodes.contains(around.node()));
    }

    private void met(List<String> nodes, boolean withThis) {
        attends = withThis;
        others =
                nodes.stream()
                        .filter(n -> !n.equals(around.node()))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /// More of the answer that is written here.
    void wrote(Answer answer, int offset, String piece) {
        if (!others.isEmpty()) {
            tell(written(answer, offset, piece));
        }
    }

    /// All of the answer that is written here, to a node that has just come.
    void show(String node, Answer answer) {
        send(node, written(answer, 0, answer.text()));
    }

    private NodeMessage written(Answer answer, int offset, String piece) {
        return new NodeMessage.Written(
                id, around.node(), answer.turn().id(), answer.began().state(), offset, piece);
    }

    /// Something that is not kept, as a customer and as a seat is told of it.
    void mention(byte[] toCustomer, byte[] toSeat) {
        if (!others.isEmpty()) {
            tell(
                    new NodeMessage.Mentioned(
                            id,
                            new String(toCustomer, StandardCharsets.UTF_8),
                            new String(toSeat, StandardCharsets.UTF_8)));
        }
    }

    private void tell(NodeMessage message) {
        others.forEach(other -> send(other, message));
    }

    private void send(String other, NodeMessage message) {
        // What a failure leaves untold, the other node finds when it compares.
        around.neighbours()
                .send(other, message)
                .onSuccess(there -> {
                    if (!there) {
                        var _ = around.store().leave(id, other);
                    }
                });
    }
}

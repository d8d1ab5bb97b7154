package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.cluster.NodeMessage;
import dev.switchboard.gateway.wire.ServerFrame;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationCommand.Seen;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Person;
import dev.switchboard.routing.pool.PoolEffect;
import io.vertx.core.internal.ContextInternal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A conversation that somebody on this node takes part in. It has one event loop, on which all of
/// it happens, in its [Course].
///
/// Most customers have the chat open and say nothing. Of a conversation in which nothing has been
/// said there is no more than its customer's sockets: its course begins when something happens.
public final class LiveConversation {

    private final String id;
    private final Surroundings around;
    private final ContextInternal home;
    private volatile @Nullable Course course;
    private volatile String language = "";
    private int users;

    /// Who would begin it, and their sockets, while it has no course. On its event loop.
    private @Nullable Person person;

    private List<Outbox> customers = List.of();

    /// How a socket's wish to take part ended.
    public enum Joined {
        /// It takes part, and was sent its welcome and what it missed.
        YES,
        /// The conversation has ended, and was not asked for by name.
        ENDED,
        /// The seat does not hold it.
        NOT_HOLDER,
        /// Nothing has ever been said in it.
        NEVER_BEGUN,
        /// The store could not be reached.
        UNAVAILABLE
    }

    /// How a customer's socket came to a conversation.
    enum Wish {
        /// It asked for this very one, even if it has ended.
        NAMED,
        /// It is the person's latest.
        LATEST,
        /// Nothing has been said in it, most likely.
        NEW
    }

    LiveConversation(String id, Surroundings around) {
        this.id = id;
        this.around = around;
        this.home = (ContextInternal) around.vertx().getOrCreateContext();
    }

    /// Counts those who use it. Only where the node's map of conversations is changed.
    ///
    /// @return how many there are now
    int used(int more) {
        users += more;
        return users;
    }

    /// What is spoken in it, BCP 47; known once a socket has joined. From any thread.
    public String language() {
        Course now = course;
        return now == null ? language : now.language();
    }

    /// Its name.
    public String id() {
        return id;
    }

    /// Whether an answer is being written here. From any event loop.
    public boolean writesAnswer() {
        Course now = course;
        return now != null && now.writesAnswer();
    }

    /// Nobody uses it any more. From any event loop.
    void forget() {
        Course now = course;
        if (now != null) {
            now.forget();
        }
    }

    /// Whether nothing has been said in it, as far as is known. From any event loop.
    boolean unbegun() {
        Course now = course;
        return now == null || now.unbegun();
    }

    /// Lets a customer's socket take part.
    ///
    /// @param begin what the conversation begins as, should this socket say its first word
    /// @param after the last `seq` it has seen
    /// @param wish how it came to this very conversation
    void joinCustomer(
            Outbox outbox,
            Conversation begin,
            OptionalLong after,
            Wish wish,
            Consumer<Joined> reply) {
        onCourse(c -> c.joinCustomer(outbox, begin, after, wish, reply));
    }

    /// Lets a seat's socket take part, if the seat holds the conversation, and sends it `assigned`.
    void joinSeat(Outbox outbox, String seat, Consumer<Joined> reply) {
        onCourse(c -> c.joinSeat(outbox, seat, reply));
    }

    /// Lets a supervisor's socket hear everything, if there is anything to hear. Nobody is told.
    void watch(Outbox outbox, Consumer<Joined> reply) {
        onCourse(c -> c.watch(outbox, reply));
    }

    /// Lets a supervisor's socket hear no more, unless its seat holds the conversation.
    void unwatch(Outbox outbox) {
        onCourse(c -> c.unwatch(outbox));
    }

    /// Takes a socket out.
    public void leave(Outbox outbox) {
        onHome(() -> {
            Course now = course;
            if (now != null) {
                now.leave(outbox);
            } else if (customers.contains(outbox)) {
                customers = customers.stream().filter(c -> !c.equals(outbox)).toList();
                around.release().accept(this);
            }
        });
    }

    /// A customer's words: understood, translated where the agent needs it, decided on, committed.
    public void customerSays(
            MessageKey message,
            String text,
            Function<Words, ConversationCommand> command,
            Consumer<Handled> reply) {
        onCourse(c -> c.customerSays(message, text, command, reply));
    }

    /// A customer's wish for a person, without words.
    public void customerAsksForPerson(
            Function<Words, ConversationCommand> command, Consumer<Handled> reply) {
        onCourse(c -> c.customerAsksForPerson(command, reply));
    }

    /// An agent's words, translated where the customer needs it.
    void agentSays(MessageKey message, Author.Agent agent, String text, Consumer<Handled> reply) {
        onCourse(c -> c.agentSays(message, agent, text, reply));
    }

    /// Any other command. It is given the time and what the customer has seen of the answer being
    /// written, which from here on stands still until the command is decided.
    public void handle(
            BiFunction<Instant, Supplier<Optional<Seen>>, ConversationCommand> command,
            Consumer<Handled> reply) {
        onCourse(c -> c.handle(command, reply));
    }

    /// Tells the others something that is not kept.
    public void mention(Outbox sender, Function<Optional<String>, ServerFrame> frame) {
        onCourse(c -> c.mention(sender, frame));
    }

    /// Tells the customer their place in the queue.
    void position(PoolEffect.Position place, Runnable done) {
        onCourse(c -> c.position(place, done));
    }

    /// What another node has to say of it.
    void receive(NodeMessage.ToConversation message) {
        onCourse(c -> c.receive(message));
    }

    /// The store has it at this version: what was not heard of is read, what is not there any more
    /// is given up, and what should run and does not is begun.
    ///
    /// @param forgotten whether the store may have forgotten that this node takes part, and the
    ///   pool what it was told
    void compare(long version, boolean forgotten) {
        if (version > 0 || course != null) {
            onCourse(c -> c.compare(version, forgotten));
        }
    }

    /// Goes on with what a lost node left: it takes part no more, and what should run and does not
    /// is begun. Completes once a survivor of this node would find it, or need not.
    ///
    /// @param reply hears whether that is so
    void inherit(String lost, Consumer<Boolean> reply) {
        onCourse(c -> c.inherit(lost, reply));
    }

    /// Looks whether silence has made something due.
    void sweep() {
        if (course != null) {
            onCourse(Course::sweep);
        }
    }

    private void onCourse(Consumer<Course> work) {
        onHome(() -> work.accept(course()));
    }

    private Course course() {
        Course now = course;
        if (now == null) {
            now = new Course(id, around, home, uses(), this::rest);
            if (person != null) {
                now.resume(Conversation.begin(id, person, language), customers);
                customers = List.of();
            }
            course = now;
        }
        return now;
    }

    /// Between two pieces of work.
    private void rest() {
        Course now = course;
        if (now != null && now.isBlank()) {
            Conversation begin = now.begin();
            person = begin.person();
            language = begin.language();
            customers = now.customers();
            course = null;
        }
    }

    private Uses uses() {
        return new Uses() {
            @Override
            public boolean retain() {
                return around.retain().test(LiveConversation.this);
            }

            @Override
            public void release() {
                around.release().accept(LiveConversation.this);
            }
        };
    }

    private void onHome(Runnable work) {
        if (home.inThread()) {
            work.run();
        } else {
            home.runOnContext(_ -> work.run());
        }
    }
}

package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.assistant.Languages;
import dev.switchboard.gateway.conversation.ConversationService;
import dev.switchboard.gateway.conversation.Handled;
import dev.switchboard.gateway.conversation.LiveConversation;
import dev.switchboard.gateway.policy.PolicyFiles;
import dev.switchboard.gateway.wire.CustomerFrame;
import dev.switchboard.gateway.wire.Decoded;
import dev.switchboard.gateway.wire.ErrorCode;
import dev.switchboard.gateway.wire.FrameCodec;
import dev.switchboard.gateway.wire.ServerFrame;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerAsksForPerson;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerEnds;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerRates;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerSays;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerStops;
import dev.switchboard.routing.conversation.ConversationCommand.Handoff;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Person;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A customer's socket and its conversation.
final class CustomerSession implements Session {

    private static final int EARLY_FRAMES_MAX = 64;
    private static final String LANGUAGE_DEFAULT = "en";
    private static final ServerFrame.From CUSTOMER =
            new ServerFrame.From("customer", Optional.empty());

    private final Socket socket;
    private final Person person;
    private final Reception reception;
    private @Nullable ArrayDeque<CustomerFrame> early;
    private volatile @Nullable String locale;
    private volatile @Nullable LiveConversation conversation;
    private boolean joining;
    private boolean greeted;
    private boolean ended;

    /// What the customers' sockets of one event loop have in common.
    ///
    /// @param policies what is spoken in the customer's market
    /// @param reopenWithin how long after it was closed for silence a conversation opens again
    /// @param loop their event loop
    record Reception(
            Tokens tokens,
            ConversationService conversations,
            PolicyFiles policies,
            Duration reopenWithin,
            Context loop) {}

    CustomerSession(Socket socket, Person person, Reception reception) {
        this.socket = socket;
        this.person = person;
        this.reception = reception;
    }

    @Override
    public void frame(String text) {
        switch (FrameCodec.customer(text)) {
            case Decoded.Ok<CustomerFrame>(var frame) -> handle(frame);
            case Decoded.Bad<CustomerFrame>(var code, var message, var id) ->
                    socket.bad(code, message, id);
        }
    }

    @Override
    public boolean greeted() {
        return greeted || joining;
    }

    @Override
    public boolean busy() {
        LiveConversation in = conversation;
        return in != null && in.writesAnswer();
    }

    @Override
    public Optional<String> language() {
        LiveConversation in = conversation;
        return Optional.of(in == null ? preferred() : in.language());
    }

    @Override
    public void ended() {
        ended = true;
        leave();
    }

    private void handle(CustomerFrame frame) {
        switch (frame) {
            case CustomerFrame.Ping _ -> socket.send(new ServerFrame.Pong());
            case CustomerFrame.Token token -> socket.renew(reception.tokens(), token.jwt());
            case CustomerFrame _ when joining -> wait(frame);
            case CustomerFrame.Hello hello -> join(hello);
            case CustomerFrame _ -> speak(frame);
        }
    }

    /// What comes between `hello` and `welcome` is meant for the conversation that is being opened.
    private void wait(CustomerFrame frame) {
        if (early == null) {
            early = new ArrayDeque<>();
        }
        if (early.size() < EARLY_FRAMES_MAX) {
            early.addLast(frame);
        } else {
            socket.error(
                    ErrorCode.TOO_MANY,
                    "wait for welcome before sending more",
                    Optional.empty(),
                    OptionalInt.of(1));
        }
    }

    private void join(CustomerFrame.Hello hello) {
        joining = true;
        locale = hello.locale().map(String::intern).orElse(null);
        leave();
        reception
                .conversations()
                .join(
                        socket,
                        person,
                        preferred(),
                        hello.conversation(),
                        hello.after(),
                        entrance -> reception.loop().runOnContext(_ -> entered(entrance)));
    }

    private void entered(ConversationService.Entrance entrance) {
        joining = false;
        if (entrance instanceof ConversationService.Entrance.Unavailable) {
            socket.helloAgain();
        } else {
            socket.greeted();
        }
        switch (entrance) {
            case ConversationService.Entrance.In(var in) -> {
                greeted = true;
                conversation = in;
                if (ended) {
                    leave();
                }
            }
            case ConversationService.Entrance.NotYours _ ->
                    socket.error(
                            ErrorCode.NOT_YOURS,
                            "conversation: not one of yours; say hello without it for your own",
                            Optional.empty(),
                            OptionalInt.empty());
            case ConversationService.Entrance.Unavailable _ ->
                    socket.error(
                            ErrorCode.UNAVAILABLE,
                            "the store cannot be reached; say hello again",
                            Optional.empty(),
                            OptionalInt.of(1));
        }
        handleEarly();
    }

    private void handleEarly() {
        ArrayDeque<CustomerFrame> frames = early;
        while (frames != null && !frames.isEmpty() && !joining) {
            handle(frames.removeFirst());
        }
        if (!joining) {
            early = null;
        }
    }

    private void leave() {
        LiveConversation in = conversation;
        if (in != null) {
            in.leave(socket);
            conversation = null;
        }
    }

    private void speak(CustomerFrame frame) {
        LiveConversation in = conversation;
        if (in == null) {
            socket.bad(ErrorCode.BAD_FRAME.code(), "type: expected hello first", id(frame));
            return;
        }
        switch (frame) {
            case CustomerFrame.Say say -> say(in, say);
            case CustomerFrame.Stop _ ->
                    in.handle((at, seen) -> new CustomerStops(at, seen.get()), _ -> {});
            case CustomerFrame.Human human ->
                    in.customerAsksForPerson(
                            words ->
                                    new CustomerAsksForPerson(
                                            words.at(),
                                            key(human.id()),
                                            words.handoff().map(Handoff::summary).orElse(""),
                                            words.seen(),
                                            reception.reopenWithin()),
                            reply(human.id()));
            case CustomerFrame.Rate rate ->
                    in.handle(
                            (at, _) ->
                                    new CustomerRates(
                                            at, key(rate.id()), rate.score(), rate.comment()),
                            reply(rate.id()));
            case CustomerFrame.End end ->
                    in.handle(
                            (at, seen) -> new CustomerEnds(at, key(end.id()), seen.get()),
                            reply(end.id()));
            case CustomerFrame.Typing _ ->
                    in.mention(socket, c -> new ServerFrame.Typing(c, CUSTOMER));
            case CustomerFrame.Read read ->
                    in.mention(socket, c -> new ServerFrame.Read(c, read.seq(), CUSTOMER));
            case CustomerFrame.Hello _, CustomerFrame.Token _, CustomerFrame.Ping _ ->
                    throw new IllegalStateException("handled before");
        }
    }

    private void say(LiveConversation in, CustomerFrame.Say say) {
        in.customerSays(
                MessageKey.ofCustomer(say.id()),
                say.text(),
                words ->
                        new CustomerSays(
                                words.at(),
                                key(say.id()),
                                say.text(),
                                words.language(),
                                words.handoff(),
                                words.consent(),
                                words.translation(),
                                words.seen(),
                                reception.reopenWithin()),
                reply(say.id()));
    }

    private Consumer<Handled> reply(String id) {
        return handled ->
                Replies.to(Optional.of(id), Optional.empty(), handled).ifPresent(socket::send);
    }

    private static Optional<MessageKey> key(String id) {
        return Optional.of(MessageKey.ofCustomer(id));
    }

    private static Optional<String> id(CustomerFrame frame) {
        return switch (frame) {
            case CustomerFrame.Say say -> Optional.of(say.id());
            case CustomerFrame.Human human -> Optional.of(human.id());
            case CustomerFrame.Rate rate -> Optional.of(rate.id());
            case CustomerFrame.End end -> Optional.of(end.id());
            case CustomerFrame.Hello _,
                    CustomerFrame.Stop _,
                    CustomerFrame.Typing _,
                    CustomerFrame.Read _,
                    CustomerFrame.Token _,
                    CustomerFrame.Ping _ ->
                    Optional.empty();
        };
    }

    /// What the client says, or the token, or what is most spoken in the customer's market.
    private String preferred() {
        return primary(Optional.ofNullable(locale))
                .or(() -> primary(person.locale()))
                .or(() ->
                        primary(
                                reception.policies().languages(person.market()).stream()
                                        .findFirst()))
                .orElse(LANGUAGE_DEFAULT);
    }

    private static Optional<String> primary(Optional<String> locale) {
        return locale.map(Languages::primary)
                .filter(language -> !Languages.englishName(language).isEmpty());
    }
}

package dev.switchboard.gateway.connection;

import dev.switchboard.gateway.conversation.ConversationService;
import dev.switchboard.gateway.conversation.Handled;
import dev.switchboard.gateway.conversation.LiveConversation;
import dev.switchboard.gateway.pools.PoolCommands;
import dev.switchboard.gateway.pools.Pools;
import dev.switchboard.gateway.pools.SeatPeer;
import dev.switchboard.gateway.wire.AgentFrame;
import dev.switchboard.gateway.wire.CloseCode;
import dev.switchboard.gateway.wire.Decoded;
import dev.switchboard.gateway.wire.ErrorCode;
import dev.switchboard.gateway.wire.FrameCodec;
import dev.switchboard.gateway.wire.ServerFrame;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationCommand.AgentCloses;
import dev.switchboard.routing.conversation.ConversationCommand.AgentNotes;
import dev.switchboard.routing.conversation.ConversationCommand.AgentReturns;
import dev.switchboard.routing.conversation.ConversationCommand.AgentTransfers;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.pool.PoolCommand;
import dev.switchboard.routing.pool.PoolEffect;
import dev.switchboard.routing.pool.Withdrawal;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// An agent's socket: a seat in the pool, and its conversations. A supervisor's is one too, and has
/// its [Supervision] besides.
final class SeatSession implements Session, SeatPeer {

    private final Socket socket;
    private final Identity.Agent agent;
    private final Duration heartbeat;
    private final Tokens tokens;
    private final Pools pools;
    private final PoolCommands commands;
    private final ConversationService conversations;
    private final InstantSource clock;
    private final Author.Agent author;
    private final ServerFrame.From from;
    private final String connection = UUID.randomUUID().toString();
    private final Context context = Objects.requireNonNull(Vertx.currentContext());
    private final Supervision supervision;
    private final Set<String> coming = new HashSet<>();
    private final Set<String> offers = new HashSet<>();
    private final Attention attention;
    private final Set<String> met = new HashSet<>();
    private boolean greeting;
    private boolean greeted;
    private boolean ended;
    private volatile boolean available;

    /// @param watchedMax conversations that a supervisor may watch at once
    SeatSession(
            Socket socket,
            Identity.Agent agent,
            Duration heartbeat,
            int watchedMax,
            Tokens tokens,
            Pools pools,
            PoolCommands commands,
            ConversationService conversations,
            InstantSource clock) {
        this.socket = socket;
        this.agent = agent;
        this.heartbeat = heartbeat;
        this.tokens = tokens;
        this.pools = pools;
        this.commands = commands;
        this.conversations = conversations;
        this.clock = clock;
        this.author = new Author.Agent(agent.sub(), agent.name());
        this.from = new ServerFrame.From("agent", Optional.of(agent.name()));
        this.attention = new Attention(() -> commands.file(new PoolCommand.Acted(agent.sub())));
        this.supervision =
                new Supervision(
                        socket,
                        author,
                        agent.profile().spoken(),
                        agent.supervisor(),
                        watchedMax,
                        conversations,
                        this::assigned);
    }

    @Override
    public void frame(String text) {
        switch (FrameCodec.agent(text)) {
            case Decoded.Ok<AgentFrame>(var frame) -> {
                attention.sent(frame);
                handle(frame);
            }
            case Decoded.Bad<AgentFrame>(var code, var message, var id) ->
                    socket.bad(code, message, id);
        }
    }

    @Override
    public boolean greeted() {
        return greeted || greeting;
    }

    @Override
    public void ended() {
        ended = true;
        met.forEach(id -> conversations.leave(socket, id));
        supervision.ended();
        if (!greeted()) {
            return;
        }
        long pauseMs = socket.missedIn().toMillis();
        if (pauseMs == 0) {
            pools.down(this);
        } else {
            // Where this node is gone by then, its end says the same.
            context.owner().setTimer(pauseMs, _ -> pools.down(this));
        }
    }

    private void handle(AgentFrame frame) {
        switch (frame) {
            case AgentFrame.Ping _ -> socket.send(new ServerFrame.Pong());
            case AgentFrame.Token token -> socket.renew(tokens, token.jwt());
            case AgentFrame.Hello _ -> hello();
            case AgentFrame _ when !greeted() ->
                    socket.bad(
                            ErrorCode.BAD_FRAME.code(),
                            "type: expected hello first",
                            Optional.empty());
            case AgentFrame.Presence presence -> {
                available = presence.available();
                var state =
                        presence.available()
                                ? PoolCommand.Presence.State.AVAILABLE
                                : PoolCommand.Presence.State.AWAY;
                file(new PoolCommand.Presence(seat(), state));
            }
            case AgentFrame.Accept accept -> file(new PoolCommand.Accept(seat(), accept.offer()));
            case AgentFrame.Decline decline -> {
                offers.remove(decline.offer());
                file(new PoolCommand.Decline(seat(), decline.offer(), decline.reason()));
            }
            case AgentFrame.Say say ->
                    conversations.agentSays(
                            say.conversation(),
                            MessageKey.ofSeat(seat(), say.id()),
                            author,
                            say.text(),
                            handled -> reply(say.conversation(), Optional.of(say.id()), handled));
            case AgentFrame.Note note ->
                    command(
                            note.conversation(),
                            Optional.of(note.id()),
                            at -> new AgentNotes(at, key(note.id()), author, note.text()));
            case AgentFrame.Transfer t ->
                    command(
                            t.conversation(),
                            Optional.empty(),
                            at -> new AgentTransfers(at, author, target(t.to()), t.note()));
            case AgentFrame.Return r ->
                    command(
                            r.conversation(),
                            Optional.empty(),
                            at -> new AgentReturns(at, author, r.note()));
            case AgentFrame.Close c ->
                    command(
                            c.conversation(),
                            Optional.empty(),
                            at -> new AgentCloses(at, author, c.disposition(), c.tags()));
            case AgentFrame.Watch watch -> supervision.watch(watch);
            case AgentFrame.Unwatch unwatch -> supervision.unwatch(unwatch);
            case AgentFrame.Whisper whisper -> supervision.whisper(whisper);
            case AgentFrame.TakeOver takeOver -> supervision.takeOver(takeOver);
            case AgentFrame.Typing t ->
                    mention(t.conversation(), c -> new ServerFrame.Typing(c, from));
            case AgentFrame.Read r ->
                    mention(r.conversation(), c -> new ServerFrame.Read(c, r.seq(), from));
        }
    }

    private void hello() {
        greeting = true;
        pools.up(this, agent.profile())
                .onFailure(_ -> {
                    greeting = false;
                    socket.helloAgain();
                    unavailable("say hello again");
                });
    }

    private void file(PoolCommand command) {
        commands.file(command).onFailure(_ -> unavailable("send it again"));
    }

    private void unavailable(String remedy) {
        socket.error(
                ErrorCode.UNAVAILABLE,
                "the store cannot be reached; " + remedy,
                Optional.empty(),
                OptionalInt.of(1));
    }

    private void command(
            String conversation,
            Optional<String> id,
            Function<Instant, ConversationCommand> command) {
        conversations.handle(conversation, command, handled -> reply(conversation, id, handled));
    }

    private void reply(String conversation, Optional<String> id, Handled handled) {
        Replies.to(id, Optional.of(conversation), handled).ifPresent(socket::send);
    }

    private void mention(String conversation, Function<Optional<String>, ServerFrame> frame) {
        conversations.mention(socket, conversation, frame);
    }

    @Override
    public String seat() {
        return agent.sub();
    }

    @Override
    public String connection() {
        return connection;
    }

    @Override
    public void seated(String state, List<String> conversations) {
        onSocketsLoop(() -> {
            if (!greeted) {
                greeted = true;
                socket.greeted();
                socket.send(
                        new ServerFrame.SeatWelcome(
                                seat(), state, conversations, (int) heartbeat.toSeconds()));
                conversations.forEach(this::assigned);
                attention.welcomed(state);
            } else {
                attention.seated(state);
            }
        });
    }

    @Override
    public void offered(PoolEffect.Offer offer) {
        onSocketsLoop(() -> {
            if (!offers.contains(offer.offer()) && coming.add(offer.offer())) {
                conversations
                        .briefing(offer.conversation(), agent.profile().spoken(), offer.summary())
                        .onSuccess(summary -> onSocketsLoop(() -> show(offer, summary)));
            }
        });
    }

    /// Unless it has been withdrawn meanwhile.
    private void show(PoolEffect.Offer offer, String summary) {
        if (coming.remove(offer.offer())) {
            offers.add(offer.offer());
            attention.asked(offer.offer());
            long waited = Duration.between(offer.enqueuedAt(), clock.instant()).toSeconds();
            socket.send(
                    new ServerFrame.Offer(
                            offer.offer(),
                            offer.conversation(),
                            offer.reason().code(),
                            offer.language(),
                            summary,
                            offer.translated(),
                            Math.max(0, waited),
                            offer.expiresAt()));
        }
    }

    @Override
    public void withdrawn(String offer, Withdrawal why) {
        onSocketsLoop(() -> {
            coming.remove(offer);
            if (offers.remove(offer)) {
                attention.withdrawn(offer, why);
                String code = why.name().toLowerCase(Locale.ROOT).replace('_', '-');
                socket.send(new ServerFrame.Withdrawn(offer, code));
            }
        });
    }

    @Override
    public void neverAsked() {
        onSocketsLoop(attention::neverAsked);
    }

    @Override
    public void refused(String offer) {
        onSocketsLoop(() -> {
            coming.remove(offer);
            offers.remove(offer);
            socket.error(
                    ErrorCode.GONE,
                    "offer: " + offer + " is not to be had any more",
                    Optional.empty(),
                    OptionalInt.empty());
        });
    }

    @Override
    public void assigned(String conversation) {
        onSocketsLoop(() -> {
            if (!ended) {
                met.add(conversation);
                conversations.joinSeat(
                        socket, seat(), conversation, joined -> joined(conversation, joined));
            }
        });
    }

    private void joined(String conversation, LiveConversation.Joined joined) {
        onSocketsLoop(() -> {
            switch (joined) {
                case YES -> {
                    if (ended) {
                        conversations.leave(socket, conversation);
                    }
                }
                case NOT_HOLDER, NEVER_BEGUN, ENDED -> {}
                case UNAVAILABLE -> unavailable("reconnect for the conversation");
            }
        });
    }

    @Override
    public boolean available() {
        return available;
    }

    @Override
    public void replaced() {
        onSocketsLoop(() -> socket.close(CloseCode.REPLACED, "this seat has a newer connection"));
    }

    private void onSocketsLoop(Runnable work) {
        context.runOnContext(_ -> work.run());
    }

    private Optional<MessageKey> key(String id) {
        return Optional.of(MessageKey.ofSeat(seat(), id));
    }

    private static Target target(AgentFrame.Target target) {
        return switch (target) {
            case AgentFrame.Target.Agent(var name) -> new Target.Seat(name);
            case AgentFrame.Target.Skill(var name) -> new Target.Skill(name);
            case AgentFrame.Target.Language(var tag) -> new Target.Language(tag);
        };
    }
}

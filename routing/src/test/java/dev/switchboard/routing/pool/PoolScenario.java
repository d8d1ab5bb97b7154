package dev.switchboard.routing.pool;

import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.policy.RoutingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A pool and a clock for tests that read as a story. Time moves only by [#after].
final class PoolScenario {
    static final Instant START = Instant.ofEpochMilli(1_000_000);

    private Pool pool;
    private CommandId last = new CommandId(START.toEpochMilli(), 0);
    private List<PoolEffect> effects = List.of();

    PoolScenario() {
        this(RoutingPolicy.DEFAULT);
    }

    PoolScenario(RoutingPolicy policy) {
        pool = Pool.empty("all", policy);
    }

    Pool pool() {
        return pool;
    }

    Instant now() {
        return last.at();
    }

    /// What the latest command brought about.
    List<PoolEffect> effects() {
        return effects;
    }

    <E extends PoolEffect> List<E> effects(Class<E> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    PoolScenario after(Duration time) {
        last = new CommandId(last.ms() + time.toMillis(), 0);
        return this;
    }

    PoolScenario seconds(long seconds) {
        return after(Duration.ofSeconds(seconds));
    }

    PoolScenario send(PoolCommand command) {
        last = new CommandId(last.ms(), last.n() + 1);
        Step step = PoolRules.step(pool, command, last);
        pool = step.pool();
        effects = step.effects();
        return this;
    }

    PoolScenario tick() {
        return send(new PoolCommand.Tick());
    }

    static Profile profile(String name, int capacity, String... languages) {
        return Profile.of(name, List.of(languages), List.of(), capacity, List.of());
    }

    PoolScenario up(String seat, Profile profile, String connection) {
        return send(new PoolCommand.SeatUp(seat, profile, "node-" + connection, connection));
    }

    /// An agent who is there, speaks these languages and is willing.
    PoolScenario agent(String seat, int capacity, String... languages) {
        return agent(seat, profile(seat, capacity, languages));
    }

    PoolScenario agent(String seat, Profile profile) {
        up(seat, profile, seat + "-1");
        return available(seat);
    }

    PoolScenario available(String seat) {
        return send(new PoolCommand.Presence(seat, PoolCommand.Presence.State.AVAILABLE));
    }

    PoolScenario away(String seat) {
        return send(new PoolCommand.Presence(seat, PoolCommand.Presence.State.AWAY));
    }

    PoolScenario lost(String seat, String connection) {
        return send(new PoolCommand.SeatLost(seat, connection));
    }

    static Need need(String language) {
        return need(language, new Target.Anybody());
    }

    static Need need(String language, Target target) {
        return new Need(language, Optional.empty(), target, Optional.empty());
    }

    static Need needIn(String market, String language) {
        return new Need(language, Optional.of(market), new Target.Anybody(), Optional.empty());
    }

    static Need stickyNeed(String language, String sticky) {
        return new Need(language, Optional.empty(), new Target.Anybody(), Optional.of(sticky));
    }

    PoolScenario enqueue(String conversation) {
        return enqueue(conversation, 1, need("sv"));
    }

    PoolScenario enqueue(String conversation, long epoch, Need need, String... excluded) {
        return enqueue(conversation, epoch, Reason.DIRECT_REQUEST, need, excluded);
    }

    PoolScenario enqueue(String conversation, Reason reason) {
        return enqueue(conversation, 1, reason, need("sv"));
    }

    PoolScenario enqueue(
            String conversation, long epoch, Reason reason, Need need, String... excluded) {
        return send(
                new PoolCommand.Enqueue(
                        conversation,
                        epoch,
                        subject(conversation, reason),
                        need,
                        Optional.empty(),
                        List.of(excluded)));
    }

    PoolScenario enqueueAged(String conversation, long epoch, Instant enqueuedAt) {
        return send(
                new PoolCommand.Enqueue(
                        conversation,
                        epoch,
                        new Subject("person-" + conversation, Reason.AGENT_LOST, ""),
                        need("sv"),
                        Optional.of(enqueuedAt),
                        List.of()));
    }

    static Subject subject(String conversation, Reason reason) {
        return new Subject("person-" + conversation, reason, "Help me.");
    }

    PoolScenario cancel(String conversation) {
        return send(new PoolCommand.Cancel(conversation, 1));
    }

    PoolScenario accept(String seat, String offer) {
        return send(new PoolCommand.Accept(seat, offer));
    }

    PoolScenario decline(String seat, String offer) {
        return send(new PoolCommand.Decline(seat, offer, Optional.empty()));
    }

    /// The agent takes what is offered, and the conversation agrees.
    PoolScenario serve(String conversation) {
        Offer offer = offer(conversation);
        accept(offer.seat(), offer.id());
        long epoch = pool.item(conversation).orElseThrow().epoch();
        return send(new PoolCommand.Assigned(conversation, epoch, offer.seat()));
    }

    PoolScenario release(String conversation, String seat) {
        return send(new PoolCommand.Released(conversation, 1, seat, false));
    }

    /// The customer has left, and the agent has yet to say how it went.
    PoolScenario close(String conversation, String seat) {
        return send(new PoolCommand.Released(conversation, 1, seat, true));
    }

    PoolScenario wrapUp(String conversation, String seat) {
        return send(new PoolCommand.WrappedUp(conversation, 1, seat));
    }

    /// A supervisor takes what was under this epoch.
    PoolScenario takeOver(String conversation, long epoch, String seat) {
        return send(
                new PoolCommand.TakenOver(
                        conversation,
                        epoch,
                        seat,
                        subject(conversation, Reason.TAKEOVER),
                        need("sv")));
    }

    PoolScenario quiet(String conversation, String seat) {
        return send(new PoolCommand.Quiet(conversation, 1, seat));
    }

    PoolScenario woke(String conversation, String seat) {
        return send(new PoolCommand.Woke(conversation, 1, seat));
    }

    /// What somebody who waits would be told of the place and the time if asked for now.
    PoolEffect.Position position(String conversation) {
        return new Positions(Duration.ofSeconds(2))
                .due(pool, now(), Integer.MAX_VALUE).stream()
                        .filter(position -> position.conversation().equals(conversation))
                        .findFirst()
                        .orElseThrow();
    }

    Seat.Status status(String seat) {
        return pool.status(seat).orElseThrow();
    }

    WorkItem item(String conversation) {
        return pool.item(conversation).orElseThrow();
    }

    Stage stage(String conversation) {
        return pool.item(conversation).orElseThrow().stage();
    }

    /// The pending offer of a conversation.
    Offer offer(String conversation) {
        if (stage(conversation) instanceof Stage.Offered(Offer offer)) {
            return offer;
        }
        throw new AssertionError(conversation + " is " + stage(conversation));
    }

    /// Before whom a conversation lies.
    String offeredTo(String conversation) {
        return offer(conversation).seat();
    }

    boolean waits(String conversation) {
        return stage(conversation) instanceof Stage.Waiting;
    }

    /// The conversations offered by the latest command, in that order.
    List<String> newlyOffered() {
        List<String> conversations = new ArrayList<>();
        effects(PoolEffect.Offer.class).forEach(offer -> conversations.add(offer.conversation()));
        return conversations;
    }
}

package dev.switchboard.routing.conversation;

import dev.switchboard.routing.conversation.Conversation.Turn;
import dev.switchboard.routing.conversation.ConversationCommand.*;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Commands at random, most of them possible, many too late: epochs that have passed, turns that
/// have ended, messages sent again, seats that hold nothing.
final class ConversationDice {

    private static final List<Author.Agent> AGENTS = List.of(Stories.ANA, Stories.BO, Stories.EVE);

    private static final List<List<String>> LANGUAGES =
            List.of(List.of("en"), List.of("en", "sv"), List.of("de"), List.of());

    /// Enough that most are fresh, few enough that many come twice.
    private static final int MESSAGES = 300;

    private final SplittableRandom random;
    private final List<Turn> turns = new ArrayList<>(List.of(new Turn("t0", 0)));
    private Instant now = Stories.NOON;

    ConversationDice(SplittableRandom random) {
        this.random = random;
    }

    ConversationCommand roll(Conversation state) {
        now = now.plus(random.nextInt(40) == 0 ? hours(60) : Duration.ofSeconds(below(600)));
        state.turn().filter(t -> !turns.contains(t)).ifPresent(turns::add);
        return switch (random.nextInt(23)) {
            case 0, 1, 2 -> says(state);
            case 3 -> new CustomerAsksForPerson(now, customers(), "", seen(state), Stories.WINDOW);
            case 4 -> new CustomerStops(now, seen(state));
            case 5 -> new CustomerRates(now, customers(), 1 + below(5), Optional.empty());
            case 6 -> rarely(new CustomerEnds(now, customers(), seen(state)), state);
            case 7, 8 ->
                    random.nextInt(3) == 0
                            ? Stories.proposes(turn(state), covers(state), now)
                            : Stories.answers(turn(state), covers(state), now);
            case 9 ->
                    new AssistantHandsOff(
                            now,
                            turn(state),
                            new Handoff(Reason.UNGROUNDED, ""),
                            random.nextBoolean() ? "" : "Hej, jag",
                            random.nextBoolean(),
                            "sv",
                            List.of());
            case 10, 11 -> takes(state);
            case 12 -> new SeatLeaves(now, agent().seat(), epoch(state) - 1);
            case 13 -> says(agent());
            case 14 -> new AgentNotes(now, Optional.empty(), agent(), "Hm");
            case 15 -> new AgentTransfers(now, agent(), new Target.Anybody(), Optional.of("see"));
            case 16 -> new AgentReturns(now, agent(), Optional.empty());
            case 17 -> new AgentCloses(now, agent(), "solved", List.of());
            case 18 ->
                    random.nextBoolean()
                            ? new SupervisorWhispers(now, message(Stories.EVE), Stories.EVE, "psst")
                            : new SupervisorTakesOver(
                                    now,
                                    Stories.EVE,
                                    LANGUAGES.get(below(LANGUAGES.size())),
                                    seen(state));
            case 19 ->
                    new GatewaySays(
                            now,
                            Optional.of(MessageKey.ofPool("p" + below(MESSAGES))),
                            epoch(state),
                            "Snart",
                            "sv");
            case 20 ->
                    random.nextInt(8) == 0
                            ? new GatewayMissesHistory(
                                    now, state.version() + below(5), state.epoch() + below(3))
                            : says(state);
            case 21 -> briefs(state);
            default -> new GatewayClosesIdle(now, Stories.DAY, seen(state));
        };
    }

    private ConversationCommand briefs(Conversation state) {
        Instant since =
                switch (state.holder()) {
                    case Holder.Queue queue -> queue.since();
                    case Holder.Agent agent -> agent.waitingSince();
                    case Holder.Assistant _, Holder.Closed _ -> now;
                };
        String language = random.nextBoolean() ? "sv" : "en";
        return new AssistantBriefs(
                now,
                random.nextInt(3) == 0 ? now : since,
                "…",
                new Notes("…", "calm", "", "", language, List.of()));
    }

    private ConversationCommand says(Conversation state) {
        var handoff = new Handoff(Reason.DIRECT_REQUEST, "");
        return new CustomerSays(
                now,
                customers(),
                "Hej",
                random.nextBoolean() ? "sv" : "en",
                random.nextInt(6) == 0 ? Optional.of(handoff) : Optional.empty(),
                Consent.values()[below(Consent.values().length)],
                translation("en"),
                seen(state),
                Stories.WINDOW);
    }

    private ConversationCommand says(Author.Agent agent) {
        return new AgentSays(now, message(agent), agent, "Hello", "en", translation("sv"));
    }

    private ConversationCommand takes(Conversation state) {
        Author.Agent agent = agent();
        return new SeatTakes(
                now,
                agent.seat(),
                agent.name(),
                epoch(state),
                LANGUAGES.get(below(LANGUAGES.size())));
    }

    private Optional<Translation> translation(String language) {
        return random.nextBoolean()
                ? Optional.empty()
                : Optional.of(new Translation(language, "…"));
    }

    /// Else most of every history would be its end.
    private ConversationCommand rarely(ConversationCommand command, Conversation state) {
        return random.nextInt(8) == 0 ? command : says(state);
    }

    private long epoch(Conversation state) {
        return state.epoch() - (random.nextInt(3) == 0 ? below(3) : 0);
    }

    private Turn turn(Conversation state) {
        return random.nextInt(3) == 0
                ? turns.get(below(turns.size()))
                : state.turn().orElse(turns.getLast());
    }

    private long covers(Conversation state) {
        return random.nextBoolean() ? state.customerSeq() : Math.max(0, state.customerSeq() - 1);
    }

    private Optional<Seen> seen(Conversation state) {
        return random.nextBoolean()
                ? Optional.empty()
                : Optional.of(new Seen(turn(state).id(), random.nextBoolean() ? "Hej" : "", "sv"));
    }

    private Optional<MessageKey> customers() {
        return Optional.of(MessageKey.ofCustomer("m" + below(MESSAGES)));
    }

    private Optional<MessageKey> message(Author.Agent agent) {
        return Optional.of(MessageKey.ofSeat(agent.seat(), "a" + below(MESSAGES)));
    }

    private Author.Agent agent() {
        return AGENTS.get(below(AGENTS.size()));
    }

    private Duration hours(int most) {
        return Duration.ofHours(below(most));
    }

    private int below(int bound) {
        return random.nextInt(bound);
    }
}

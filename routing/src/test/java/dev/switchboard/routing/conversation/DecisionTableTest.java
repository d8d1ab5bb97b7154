package dev.switchboard.routing.conversation;

import static dev.switchboard.routing.conversation.Stories.ANA;
import static dev.switchboard.routing.conversation.Stories.BO;
import static dev.switchboard.routing.conversation.Stories.DAY;
import static dev.switchboard.routing.conversation.Stories.EVE;
import static dev.switchboard.routing.conversation.Stories.NOON;
import static dev.switchboard.routing.conversation.Stories.WINDOW;
import static dev.switchboard.routing.conversation.Stories.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Conversation.Turn;
import dev.switchboard.routing.conversation.ConversationCommand.*;
import dev.switchboard.routing.conversation.ConversationEvent.*;
import dev.switchboard.routing.conversation.Decision.Accepted;
import dev.switchboard.routing.conversation.Decision.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every command in every state, written out. A cell names the entries that follow, `·` none, and
/// in capitals why it is refused. `cut` is as much of an answer as the customer has seen, `unread`
/// one that nobody has seen anything of; `translated` are words with a translation. Ana reads
/// English, the customer Swedish; `says, late` and the agents' words bring one along.
class DecisionTableTest {

    /// new: nothing said · rest: the assistant has answered · writing: it is about to · queue
    private static final String OPEN =
            """
            command        | new         | rest        | writing         | queue
            says           | said        | said        | said            | said
            says, human    | said queued | said queued | cut said queued | said
            says, late     | said        | said        | said            | said
            agrees         | said        | said        | said            | said
            declines       | said        | said        | said            | said
            asks           | queued      | queued      | cut queued      | ·
            asks, late     | queued      | queued      | cut queued      | ·
            stops          | ·           | ·           | cut             | ·
            stops, unread  | ·           | ·           | unread          | ·
            rates          | rated       | rated       | rated           | rated
            ends           | closed      | closed      | cut closed      | closed
            answers        | STALE_TURN  | STALE_TURN  | said            | STALE_TURN
            answers, old   | STALE_TURN  | STALE_TURN  | STALE_TURN      | STALE_TURN
            proposes       | STALE_TURN  | STALE_TURN  | said proposed   | STALE_TURN
            proposes, old  | STALE_TURN  | STALE_TURN  | STALE_TURN      | STALE_TURN
            hands off      | STALE_TURN  | STALE_TURN  | cut queued      | STALE_TURN
            hands off, old | STALE_TURN  | STALE_TURN  | STALE_TURN      | STALE_TURN
            sums up        | STALE_EPOCH | STALE_EPOCH | STALE_EPOCH     | briefed
            sums up, old   | STALE_EPOCH | STALE_EPOCH | STALE_EPOCH     | STALE_EPOCH
            sums up in fi  | STALE_EPOCH | STALE_EPOCH | STALE_EPOCH     | briefed
            bo takes       | GONE        | GONE        | GONE            | assigned
            bo takes, old  | GONE        | GONE        | GONE            | GONE
            ana took       | GONE        | GONE        | GONE            | GONE
            ana leaves     | GONE        | GONE        | GONE            | GONE
            ana left, old  | GONE        | GONE        | GONE            | GONE
            bo leaves      | GONE        | GONE        | GONE            | GONE
            ana says       | NOT_HOLDER  | NOT_HOLDER  | NOT_HOLDER      | NOT_HOLDER
            bo says        | NOT_HOLDER  | NOT_HOLDER  | NOT_HOLDER      | NOT_HOLDER
            ana notes      | NOT_HOLDER  | NOT_HOLDER  | NOT_HOLDER      | NOT_HOLDER
            bo notes       | NOT_HOLDER  | NOT_HOLDER  | NOT_HOLDER      | NOT_HOLDER
            ana transfers  | NOT_HOLDER  | NOT_HOLDER  | NOT_HOLDER      | NOT_HOLDER
            bo transfers   | NOT_HOLDER  | NOT_HOLDER  | NOT_HOLDER      | NOT_HOLDER
            ana returns    | NOT_HOLDER  | NOT_HOLDER  | NOT_HOLDER      | NOT_HOLDER
            bo returns     | NOT_HOLDER  | NOT_HOLDER  | NOT_HOLDER      | NOT_HOLDER
            ana closes     | NOT_HOLDER  | NOT_HOLDER  | NOT_HOLDER      | NOT_HOLDER
            bo closes      | NOT_HOLDER  | NOT_HOLDER  | NOT_HOLDER      | NOT_HOLDER
            eve takes over | NOT_BEGUN   | assigned    | cut assigned    | assigned
            ana takes over | NOT_BEGUN   | assigned    | cut assigned    | assigned
            eve whispers   | NO_AGENT    | NO_AGENT    | NO_AGENT        | NO_AGENT
            pool says      | NOT_BEGUN   | said        | said            | said
            pool says, old | NOT_BEGUN   | STALE_EPOCH | STALE_EPOCH     | STALE_EPOCH
            silence closes | NOT_SILENT  | closed      | cut closed      | AWAITED
            not silent yet | NOT_SILENT  | NOT_SILENT  | NOT_SILENT      | AWAITED
            misses         | lost        | lost        | lost            | lost
            misses, below  | lost        | lost        | lost            | lost
            """;

    /// ana: she holds · again: closed idle under Ana and opened by the customer's word, which is
    /// being answered · ended: by the customer, under the assistant · idle: by silence, under it
    private static final String HELD =
            """
            command        | ana          | again           | ended       | idle
            says           | said         | said            | CLOSED      | reopened said
            says, human    | said         | cut said queued | CLOSED      | reopened said queued
            says, late     | translated   | said            | CLOSED      | CLOSED
            agrees         | said         | said            | CLOSED      | reopened said
            declines       | said         | said            | CLOSED      | reopened said
            asks           | ·            | cut queued      | CLOSED      | reopened queued
            asks, late     | ·            | cut queued      | CLOSED      | CLOSED
            stops          | ·            | cut             | ·           | ·
            stops, unread  | ·            | unread          | ·           | ·
            rates          | rated        | rated           | rated       | rated
            ends           | closed       | cut closed      | ·           | ·
            answers        | STALE_TURN   | said            | STALE_TURN  | STALE_TURN
            answers, old   | STALE_TURN   | STALE_TURN      | STALE_TURN  | STALE_TURN
            proposes       | STALE_TURN   | said proposed   | STALE_TURN  | STALE_TURN
            proposes, old  | STALE_TURN   | STALE_TURN      | STALE_TURN  | STALE_TURN
            hands off      | STALE_TURN   | cut queued      | STALE_TURN  | STALE_TURN
            hands off, old | STALE_TURN   | STALE_TURN      | STALE_TURN  | STALE_TURN
            sums up        | briefed      | STALE_EPOCH     | CLOSED      | CLOSED
            sums up, old   | STALE_EPOCH  | STALE_EPOCH     | CLOSED      | CLOSED
            sums up in fi  | STALE_EPOCH  | STALE_EPOCH     | CLOSED      | CLOSED
            bo takes       | GONE         | GONE            | GONE        | GONE
            bo takes, old  | GONE         | GONE            | GONE        | GONE
            ana took       | ·            | GONE            | GONE        | GONE
            ana leaves     | queued       | GONE            | GONE        | GONE
            ana left, old  | GONE         | GONE            | GONE        | GONE
            bo leaves      | GONE         | GONE            | GONE        | GONE
            ana says       | translated   | NOT_HOLDER      | CLOSED      | CLOSED
            bo says        | NOT_HOLDER   | NOT_HOLDER      | CLOSED      | CLOSED
            ana notes      | noted        | NOT_HOLDER      | CLOSED      | CLOSED
            bo notes       | NOT_HOLDER   | NOT_HOLDER      | CLOSED      | CLOSED
            ana transfers  | noted queued | NOT_HOLDER      | CLOSED      | CLOSED
            bo transfers   | NOT_HOLDER   | NOT_HOLDER      | CLOSED      | CLOSED
            ana returns    | returned     | NOT_HOLDER      | CLOSED      | CLOSED
            bo returns     | NOT_HOLDER   | NOT_HOLDER      | CLOSED      | CLOSED
            ana closes     | closed       | concluded       | CLOSED      | CLOSED
            bo closes      | NOT_HOLDER   | NOT_HOLDER      | CLOSED      | CLOSED
            eve takes over | assigned     | cut assigned    | CLOSED      | CLOSED
            ana takes over | ·            | cut assigned    | CLOSED      | CLOSED
            eve whispers   | whispered    | NO_AGENT        | CLOSED      | CLOSED
            pool says      | said         | said            | CLOSED      | CLOSED
            pool says, old | STALE_EPOCH  | STALE_EPOCH     | STALE_EPOCH | STALE_EPOCH
            silence closes | closed       | cut closed      | ·           | ·
            not silent yet | NOT_SILENT   | NOT_SILENT      | ·           | ·
            misses         | lost         | lost            | lost        | lost
            misses, below  | lost         | lost            | lost        | lost
            """;

    /// owed: ended by the customer while Ana held, whose disposition is to come · given: she closed
    /// it herself · idle, owed: by silence while she held · idle, given: and she has concluded
    private static final String WRAPPING_UP =
            """
            command        | owed        | given       | idle, owed           | idle, given
            says           | CLOSED      | CLOSED      | reopened said        | reopened said
            says, human    | CLOSED      | CLOSED      | reopened said queued | reopened said queued
            says, late     | CLOSED      | CLOSED      | CLOSED               | CLOSED
            agrees         | CLOSED      | CLOSED      | reopened said        | reopened said
            declines       | CLOSED      | CLOSED      | reopened said        | reopened said
            asks           | CLOSED      | CLOSED      | reopened queued      | reopened queued
            asks, late     | CLOSED      | CLOSED      | CLOSED               | CLOSED
            stops          | ·           | ·           | ·                    | ·
            stops, unread  | ·           | ·           | ·                    | ·
            rates          | rated       | rated       | rated                | rated
            ends           | ·           | ·           | ·                    | ·
            answers        | STALE_TURN  | STALE_TURN  | STALE_TURN           | STALE_TURN
            answers, old   | STALE_TURN  | STALE_TURN  | STALE_TURN           | STALE_TURN
            proposes       | STALE_TURN  | STALE_TURN  | STALE_TURN           | STALE_TURN
            proposes, old  | STALE_TURN  | STALE_TURN  | STALE_TURN           | STALE_TURN
            hands off      | STALE_TURN  | STALE_TURN  | STALE_TURN           | STALE_TURN
            hands off, old | STALE_TURN  | STALE_TURN  | STALE_TURN           | STALE_TURN
            sums up        | CLOSED      | CLOSED      | CLOSED               | CLOSED
            sums up, old   | CLOSED      | CLOSED      | CLOSED               | CLOSED
            sums up in fi  | CLOSED      | CLOSED      | CLOSED               | CLOSED
            bo takes       | GONE        | GONE        | GONE                 | GONE
            bo takes, old  | GONE        | GONE        | GONE                 | GONE
            ana took       | GONE        | GONE        | GONE                 | GONE
            ana leaves     | GONE        | GONE        | GONE                 | GONE
            ana left, old  | GONE        | GONE        | GONE                 | GONE
            bo leaves      | GONE        | GONE        | GONE                 | GONE
            ana says       | CLOSED      | CLOSED      | CLOSED               | CLOSED
            bo says        | CLOSED      | CLOSED      | CLOSED               | CLOSED
            ana notes      | CLOSED      | CLOSED      | CLOSED               | CLOSED
            bo notes       | CLOSED      | CLOSED      | CLOSED               | CLOSED
            ana transfers  | CLOSED      | CLOSED      | CLOSED               | CLOSED
            bo transfers   | CLOSED      | CLOSED      | CLOSED               | CLOSED
            ana returns    | CLOSED      | CLOSED      | CLOSED               | CLOSED
            bo returns     | CLOSED      | CLOSED      | CLOSED               | CLOSED
            ana closes     | concluded   | ·           | concluded            | ·
            bo closes      | CLOSED      | CLOSED      | CLOSED               | CLOSED
            eve takes over | CLOSED      | CLOSED      | CLOSED               | CLOSED
            ana takes over | CLOSED      | CLOSED      | CLOSED               | CLOSED
            eve whispers   | CLOSED      | CLOSED      | CLOSED               | CLOSED
            pool says      | CLOSED      | CLOSED      | CLOSED               | CLOSED
            pool says, old | STALE_EPOCH | STALE_EPOCH | STALE_EPOCH          | STALE_EPOCH
            silence closes | ·           | ·           | ·                    | ·
            not silent yet | ·           | ·           | ·                    | ·
            misses         | lost        | lost        | lost                 | lost
            misses, below  | lost        | lost        | lost                 | lost
            """;

    /// asked: whether something may be done · doing: it is being done, after a yes · added: the
    /// customer has said more while the assistant writes
    private static final String PROPOSING =
            """
            command        | asked        | doing           | added
            says           | said         | said            | said
            says, human    | said queued  | cut said queued | cut said queued
            says, late     | said         | said            | said
            agrees         | said settled | said            | said
            declines       | said settled | said            | said
            asks           | queued       | cut queued      | cut queued
            asks, late     | queued       | cut queued      | cut queued
            stops          | ·            | ·               | cut
            stops, unread  | ·            | ·               | unread
            rates          | rated        | rated           | rated
            ends           | closed       | cut closed      | cut closed
            answers        | STALE_TURN   | said            | said
            answers, old   | STALE_TURN   | STALE_TURN      | STALE_TURN
            proposes       | STALE_TURN   | said proposed   | said
            proposes, old  | STALE_TURN   | STALE_TURN      | STALE_TURN
            hands off      | STALE_TURN   | cut queued      | cut queued
            hands off, old | STALE_TURN   | STALE_TURN      | STALE_TURN
            sums up        | STALE_EPOCH  | STALE_EPOCH     | STALE_EPOCH
            sums up, old   | STALE_EPOCH  | STALE_EPOCH     | STALE_EPOCH
            sums up in fi  | STALE_EPOCH  | STALE_EPOCH     | STALE_EPOCH
            bo takes       | GONE         | GONE            | GONE
            bo takes, old  | GONE         | GONE            | GONE
            ana took       | GONE         | GONE            | GONE
            ana leaves     | GONE         | GONE            | GONE
            ana left, old  | GONE         | GONE            | GONE
            bo leaves      | GONE         | GONE            | GONE
            ana says       | NOT_HOLDER   | NOT_HOLDER      | NOT_HOLDER
            bo says        | NOT_HOLDER   | NOT_HOLDER      | NOT_HOLDER
            ana notes      | NOT_HOLDER   | NOT_HOLDER      | NOT_HOLDER
            bo notes       | NOT_HOLDER   | NOT_HOLDER      | NOT_HOLDER
            ana transfers  | NOT_HOLDER   | NOT_HOLDER      | NOT_HOLDER
            bo transfers   | NOT_HOLDER   | NOT_HOLDER      | NOT_HOLDER
            ana returns    | NOT_HOLDER   | NOT_HOLDER      | NOT_HOLDER
            bo returns     | NOT_HOLDER   | NOT_HOLDER      | NOT_HOLDER
            ana closes     | NOT_HOLDER   | NOT_HOLDER      | NOT_HOLDER
            bo closes      | NOT_HOLDER   | NOT_HOLDER      | NOT_HOLDER
            eve takes over | assigned     | cut assigned    | cut assigned
            ana takes over | assigned     | cut assigned    | cut assigned
            eve whispers   | NO_AGENT     | NO_AGENT        | NO_AGENT
            pool says      | said         | said            | said
            pool says, old | STALE_EPOCH  | STALE_EPOCH     | STALE_EPOCH
            silence closes | closed       | cut closed      | cut closed
            not silent yet | NOT_SILENT   | NOT_SILENT      | NOT_SILENT
            misses         | lost         | lost            | lost
            misses, below  | lost         | lost            | lost
            """;

    private static final Instant IDLE = NOON.plus(DAY);
    private static final Instant NOW = IDLE.plus(DAY);
    private static final Turn NO_TURN = new Turn("t-none", 0);
    private static final Map<String, Conversation> STATES = states();
    private static final Map<String, Function<Conversation, ConversationCommand>> COMMANDS =
            commands();

    private record Cell(String state, String command, String expected) {}

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void every_command_leads_where_the_table_says(String command, List<Cell> row) {
        for (Cell cell : row) {
            Conversation state = STATES.get(cell.state());
            Decision decision = ConversationRules.decide(state, COMMANDS.get(command).apply(state));
            assertThat(written(decision))
                    .as("%s in state %s", command, cell.state())
                    .isEqualTo(cell.expected());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void every_change_of_holder_raises_the_epoch_by_one(String command, List<Cell> row) {
        for (Cell cell : row) {
            Conversation state = STATES.get(cell.state());
            if (ConversationRules.decide(state, COMMANDS.get(command).apply(state))
                    instanceof Accepted accepted) {
                Conversation now = state;
                for (ConversationEvent event : accepted.events()) {
                    Conversation next = ConversationRules.evolve(now, event);
                    boolean moved = !next.holder().equals(now.holder());
                    if (event instanceof HistoryLost) {
                        assertThat(moved).isFalse();
                        assertThat(next.epoch()).isGreaterThan(now.epoch());
                    } else {
                        assertThat(next.epoch()).isEqualTo(now.epoch() + (moved ? 1 : 0));
                    }
                    now = next;
                }
            }
        }
    }

    @Test
    void the_table_has_a_cell_for_every_state_and_command() {
        assertThat(cells())
                .extracting(c -> c.state() + " × " + c.command())
                .containsExactlyInAnyOrderElementsOf(
                        STATES.keySet().stream()
                                .flatMap(s -> COMMANDS.keySet().stream().map(c -> s + " × " + c))
                                .toList());
    }

    @Test
    void no_kind_of_command_holder_refusal_or_entry_is_left_out() {
        Set<Object> commands = new LinkedHashSet<>();
        Set<Object> holders = new LinkedHashSet<>();
        Set<Object> refusals = new LinkedHashSet<>();
        Set<Object> events = new LinkedHashSet<>();
        for (Conversation state : STATES.values()) {
            holders.add(state.holder().getClass());
            for (var command : COMMANDS.values()) {
                commands.add(command.apply(state).getClass());
                switch (ConversationRules.decide(state, command.apply(state))) {
                    case Accepted a -> a.events().forEach(e -> events.add(e.getClass()));
                    case Refused r -> refusals.add(r.refusal());
                }
            }
        }
        assertThat(commands)
                .containsExactlyInAnyOrder(
                        (Object[]) ConversationCommand.class.getPermittedSubclasses());
        assertThat(holders)
                .containsExactlyInAnyOrder((Object[]) Holder.class.getPermittedSubclasses());
        assertThat(events)
                .containsExactlyInAnyOrder(
                        (Object[]) ConversationEvent.class.getPermittedSubclasses());
        assertThat(refusals).containsExactlyInAnyOrder((Object[]) Decision.Refusal.values());
    }

    private static Map<String, Conversation> states() {
        var states = new LinkedHashMap<String, Conversation>();
        Conversation begun = Stories.begun();
        Conversation writing = after(begun, Stories.says("m1", NOON));
        Conversation rest = after(writing, Stories.answers(new Turn("t1", 0), 1, NOON));
        Conversation queue = after(begun, Stories.wantsPerson("m1", NOON, Optional.empty()));
        Conversation ana = after(queue, new SeatTakes(NOON, "ana", "Ana", 1, List.of("en")));
        Conversation idleOwed = after(ana, Stories.closesIdle(IDLE, DAY));
        states.put("new", begun);
        states.put("rest", rest);
        states.put("writing", writing);
        states.put("queue", queue);
        states.put("ana", ana);
        states.put("again", after(idleOwed, Stories.says("m2", IDLE)));
        states.put("ended", after(writing, Stories.ends(NOON)));
        states.put("idle", after(rest, Stories.closesIdle(IDLE, DAY)));
        states.put("owed", after(ana, Stories.ends(NOON)));
        states.put("given", after(ana, Stories.closes(ANA, NOON)));
        states.put("idle, owed", idleOwed);
        states.put("idle, given", after(idleOwed, Stories.closes(ANA, IDLE)));
        Conversation asked = after(writing, Stories.proposes(new Turn("t1", 0), 1, NOON));
        states.put("asked", asked);
        states.put("doing", after(asked, Stories.replies("m2", NOON, Consent.YES)));
        states.put("added", after(writing, Stories.says("m2", NOON)));
        return states;
    }

    private static Map<String, Function<Conversation, ConversationCommand>> commands() {
        var all = new LinkedHashMap<String, Function<Conversation, ConversationCommand>>();
        Optional<MessageKey> key = Optional.of(MessageKey.ofCustomer("m9"));
        all.put("says", _ -> Stories.says("m9", NOW));
        all.put("says, human", s -> Stories.wantsPerson("m9", NOW, seen(s)));
        all.put(
                "says, late",
                _ ->
                        new CustomerSays(
                                NOW,
                                key,
                                "Hej",
                                "sv",
                                Optional.empty(),
                                Consent.NEITHER,
                                Optional.of(new Translation("en", "Hi")),
                                Optional.empty(),
                                DAY.minusMillis(1)));
        all.put("agrees", _ -> Stories.replies("m9", NOW, Consent.YES));
        all.put("declines", _ -> Stories.replies("m9", NOW, Consent.NO));
        all.put("asks", s -> new CustomerAsksForPerson(NOW, key, "", seen(s), WINDOW));
        all.put(
                "asks, late",
                s -> new CustomerAsksForPerson(NOW, key, "", seen(s), DAY.minusMillis(1)));
        all.put("stops", s -> new CustomerStops(NOW, seen(s)));
        all.put("stops, unread", _ -> new CustomerStops(NOW, Optional.empty()));
        all.put("rates", _ -> new CustomerRates(NOW, key, 5, Optional.empty()));
        all.put("ends", s -> new CustomerEnds(NOW, key, seen(s)));
        all.put("answers", s -> Stories.answers(s.turn().orElse(NO_TURN), s.version(), NOW));
        all.put("answers, old", s -> Stories.answers(old(s), s.version(), NOW));
        all.put(
                "proposes",
                s -> Stories.proposes(s.turn().orElse(NO_TURN), s.turn().isEmpty() ? 0 : 1, NOW));
        all.put("proposes, old", s -> Stories.proposes(old(s), s.version(), NOW));
        all.put("hands off", s -> handsOff(s.turn().orElse(NO_TURN)));
        all.put("hands off, old", s -> handsOff(old(s)));
        all.put("sums up", s -> briefs(since(s), "en"));
        all.put("sums up, old", s -> briefs(since(s).minusMillis(1), "en"));
        all.put("sums up in fi", s -> briefs(since(s), "fi"));
        all.put("bo takes", s -> new SeatTakes(NOW, "bo", "Bo", s.epoch(), List.of("en")));
        all.put("bo takes, old", s -> new SeatTakes(NOW, "bo", "Bo", s.epoch() - 1, List.of("en")));
        all.put("ana took", s -> new SeatTakes(NOW, "ana", "Ana", s.epoch() - 1, List.of("en")));
        all.put("ana leaves", s -> new SeatLeaves(NOW, "ana", s.epoch() - 1));
        all.put("ana left, old", s -> new SeatLeaves(NOW, "ana", s.epoch() - 2));
        all.put("bo leaves", s -> new SeatLeaves(NOW, "bo", s.epoch() - 1));
        for (Author.Agent agent : List.of(ANA, BO)) {
            String who = agent.seat();
            all.put(
                    who + " says",
                    _ ->
                            new AgentSays(
                                    NOW,
                                    Optional.empty(),
                                    agent,
                                    "Hello",
                                    "en",
                                    Optional.of(new Translation("sv", "Hej"))));
            all.put(who + " notes", _ -> new AgentNotes(NOW, Optional.empty(), agent, "Hm"));
            all.put(
                    who + " transfers",
                    _ ->
                            new AgentTransfers(
                                    NOW, agent, new Target.Anybody(), Optional.of("for you")));
            all.put(who + " returns", _ -> new AgentReturns(NOW, agent, Optional.empty()));
            all.put(who + " closes", _ -> Stories.closes(agent, NOW));
        }
        all.put("eve takes over", s -> new SupervisorTakesOver(NOW, EVE, List.of("sv"), seen(s)));
        all.put("ana takes over", s -> new SupervisorTakesOver(NOW, ANA, List.of("sv"), seen(s)));
        all.put("eve whispers", _ -> new SupervisorWhispers(NOW, Optional.empty(), EVE, "psst"));
        all.put("pool says", s -> gatewaySays(s.epoch()));
        all.put("pool says, old", s -> gatewaySays(s.epoch() - 1));
        all.put("silence closes", s -> new GatewayClosesIdle(NOW, Duration.ofHours(24), seen(s)));
        all.put(
                "not silent yet",
                s -> new GatewayClosesIdle(NOW, Duration.ofHours(48).plusMillis(1), seen(s)));
        all.put("misses", s -> new GatewayMissesHistory(NOW, s.version() + 3, s.epoch() + 1));
        all.put("misses, below", s -> new GatewayMissesHistory(NOW, s.version() - 1, s.epoch()));
        return all;
    }

    private static AssistantHandsOff handsOff(Turn turn) {
        var handoff = new Handoff(Reason.UNGROUNDED, "");
        return new AssistantHandsOff(NOW, turn, handoff, "Hej, jag", true, "sv", List.of());
    }

    private static AssistantBriefs briefs(Instant since, String language) {
        var notes = new Notes("Wants the parcel.", "calm", "", "", language, List.of());
        return new AssistantBriefs(NOW, since, notes.summary(), notes);
    }

    /// When the customer began to wait for a person.
    private static Instant since(Conversation state) {
        return switch (state.holder()) {
            case Holder.Queue queue -> queue.since();
            case Holder.Agent agent -> agent.waitingSince();
            case Holder.Assistant _, Holder.Closed _ -> NOON;
        };
    }

    private static GatewaySays gatewaySays(long epoch) {
        return new GatewaySays(
                NOW, Optional.of(MessageKey.ofPool("p1")), epoch, "Snart är det din tur", "sv");
    }

    /// A turn of this name that began under an epoch that has passed.
    private static Turn old(Conversation state) {
        return new Turn(state.turn().orElse(NO_TURN).id(), state.epoch() - 1);
    }

    private static Optional<Seen> seen(Conversation state) {
        return state.turn().map(t -> new Seen(t.id(), "Hej, jag", "sv"));
    }

    private static String written(Decision decision) {
        return switch (decision) {
            case Refused refused -> refused.refusal().name();
            case Accepted accepted when accepted.events().isEmpty() -> "·";
            case Accepted accepted ->
                    accepted.events().stream()
                            .map(DecisionTableTest::written)
                            .collect(Collectors.joining(" "));
        };
    }

    private static String written(ConversationEvent event) {
        return switch (event) {
            case Said said when said.interrupted() -> "cut";
            case Said said -> said.translation().isPresent() ? "translated" : "said";
            case Proposed _ -> "proposed";
            case Settled _ -> "settled";
            case TurnInterrupted _ -> "unread";
            case Queued _ -> "queued";
            case Assigned _ -> "assigned";
            case Returned _ -> "returned";
            case Reopened _ -> "reopened";
            case Closed _ -> "closed";
            case Concluded _ -> "concluded";
            case Briefed _ -> "briefed";
            case Noted _ -> "noted";
            case Whispered _ -> "whispered";
            case HistoryLost _ -> "lost";
            case Rated _ -> "rated";
        };
    }

    private static Stream<Arguments> rows() {
        return cells().stream()
                .collect(
                        Collectors.groupingBy(
                                Cell::command, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(row -> Arguments.of(row.getKey(), row.getValue()));
    }

    private static List<Cell> cells() {
        return Stream.of(OPEN, HELD, WRAPPING_UP, PROPOSING)
                .flatMap(t -> cells(t).stream())
                .toList();
    }

    private static List<Cell> cells(String table) {
        List<List<String>> lines =
                table.lines()
                        .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
                        .toList();
        List<String> states = lines.getFirst();
        var cells = new ArrayList<Cell>();
        for (List<String> line : lines.subList(1, lines.size())) {
            for (int i = 1; i < line.size(); i++) {
                cells.add(new Cell(states.get(i), line.getFirst(), line.get(i)));
            }
        }
        return cells;
    }
}

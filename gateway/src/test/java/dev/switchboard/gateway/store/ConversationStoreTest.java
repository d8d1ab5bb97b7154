package dev.switchboard.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.store.ConversationStore.Attendance;
import dev.switchboard.gateway.store.ConversationStore.Committed;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.gateway.store.ConversationStore.Sight;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationEvent;
import dev.switchboard.routing.conversation.ConversationRules;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Notes;
import dev.switchboard.routing.conversation.Person;
import dev.switchboard.routing.conversation.Proposal;
import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.conversation.Target;
import dev.switchboard.routing.conversation.Translation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The store in Redis does what its specification in memory does.
class ConversationStoreTest extends RedisTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123Z");
    private static final Person KIM =
            new Person("kim", Optional.of("Kim"), Optional.empty(), Optional.of("SE"));

    private static final long DAY_MS = 86_400_000;
    private static final Optional<Attendance> NOBODY = Optional.empty();

    @Test
    void all_of_a_conversation_is_forgotten_when_its_time_is_over() throws Exception {
        String id = "kept-1";
        var here = Optional.of(new Attendance("n1", Optional.empty()));
        Conversation begin = Conversation.begin(id, KIM, "en");
        Conversation after = commit(begin, "m1", here);
        get(() -> store.conversations().setLatestOf("kim-kept", id));
        List<String> keys =
                List.of(
                        "{c:" + id + "}",
                        "{c:" + id + "}:log",
                        "{c:" + id + "}:ids",
                        "{c:" + id + "}:nodes",
                        "person:kim-kept");
        for (String key : keys) {
            assertThat(left(key)).as(key).isBetween(1L, DAY_MS);
        }
        // What has lost a little is left, what has lost more than a tenth begins anew.
        raw("pexpire {c:" + id + "} " + (DAY_MS - DAY_MS / 20));
        raw("pexpire {c:" + id + "}:log " + DAY_MS / 2);
        commit(after, "m2", here);
        assertThat(left("{c:" + id + "}")).isLessThan(DAY_MS - DAY_MS / 30);
        assertThat(left("{c:" + id + "}:log")).isGreaterThan(DAY_MS / 2);
    }

    /// Milliseconds until Redis forgets it.
    private static long left(String key) throws Exception {
        return Long.parseLong(raw("pttl " + key).substring(1));
    }

    private static Conversation commit(
            Conversation before, String message, Optional<Attendance> attendance) throws Exception {
        var key = Optional.of(MessageKey.ofCustomer(message));
        var said =
                new ConversationEvent.Said(
                        NOON,
                        key,
                        new Author.Customer(),
                        "hello",
                        "en",
                        Optional.empty(),
                        false,
                        0,
                        List.of());
        Conversation after = ConversationRules.evolve(before, said);
        get(() ->
                store.conversations()
                        .commit(
                                before.version(),
                                after,
                                List.of(said),
                                key,
                                after.version(),
                                attendance));
        return after;
    }

    @Test
    void every_kind_of_event_comes_back_as_it_was() throws Exception {
        var message = Optional.of(MessageKey.ofCustomer("m1"));
        var agent = new Author.Agent("ana", "Ana");
        var proposal = new Proposal(2, "change_plan", new TreeMap<>(Map.of("order", "7")), "{}");
        var notes = new Notes("s", "calm", "t", "n", "en", List.of("orders"));
        List<ConversationEvent> events =
                List.of(
                        new ConversationEvent.Said(
                                NOON,
                                message,
                                new Author.Customer(),
                                "Hej \"du\"\n",
                                "sv",
                                Optional.empty(),
                                false,
                                0,
                                List.of()),
                        new ConversationEvent.Said(
                                NOON,
                                Optional.empty(),
                                new Author.Assistant(),
                                "مرحبا 🙂",
                                "ar",
                                Optional.of("t1"),
                                true,
                                1,
                                List.of("refunds", "orders")),
                        new ConversationEvent.Proposed(NOON, proposal),
                        new ConversationEvent.Settled(NOON, proposal, true),
                        new ConversationEvent.TurnInterrupted(NOON, "t2"),
                        new ConversationEvent.Queued(
                                NOON,
                                Optional.empty(),
                                1,
                                Reason.DISPUTE,
                                "s",
                                new Target.Skill("fraud"),
                                NOON,
                                List.of("bo"),
                                Optional.of(notes)),
                        new ConversationEvent.Briefed(NOON, "s", notes),
                        new ConversationEvent.Assigned(
                                NOON, 2, "ana", "Ana", Reason.DISPUTE, List.of("de", "en")),
                        new ConversationEvent.Said(
                                NOON,
                                Optional.empty(),
                                agent,
                                "Hello",
                                "en",
                                Optional.empty(),
                                false,
                                0,
                                List.of(),
                                Optional.of(new Translation("sv", "Hej"))),
                        new ConversationEvent.Noted(NOON, Optional.empty(), agent, "note"),
                        new ConversationEvent.Whispered(NOON, Optional.empty(), agent, 2, "psst"),
                        new ConversationEvent.Returned(NOON, 3),
                        new ConversationEvent.Rated(NOON, Optional.empty(), 5, Optional.of("good")),
                        new ConversationEvent.Closed(
                                NOON,
                                Optional.empty(),
                                4,
                                Reason.ENDED,
                                Optional.of("solved"),
                                List.of("refund")),
                        new ConversationEvent.Reopened(NOON, 5),
                        new ConversationEvent.Assigned(
                                NOON, 6, "bo", "Bo", Reason.TAKEOVER, List.of()),
                        new ConversationEvent.Closed(
                                NOON,
                                Optional.empty(),
                                7,
                                Reason.IDLE,
                                Optional.empty(),
                                List.of()),
                        new ConversationEvent.Concluded(
                                NOON, 6, "bo", "solved", List.of("refund")));
        // It alone may leave a gap, and is committed alone.
        var lost = new ConversationEvent.HistoryLost(NOON, events.size() + 1, 99, 12);
        assertThat(Stream.concat(events.stream(), Stream.of(lost)))
                .extracting(e -> (Object) e.getClass())
                .contains((Object[]) ConversationEvent.class.getPermittedSubclasses());
        Conversation before = Conversation.begin("roundtrip-1", KIM, "sv");
        Conversation after = before;
        for (ConversationEvent event : events) {
            after = ConversationRules.evolve(after, event);
        }
        Conversation stored = after;
        assertThat(get(() -> redis().commit(0, stored, events, message, 1, NOBODY)))
                .isEqualTo(new Committed.Stored(List.of()));
        assertThat(get(() -> redis().load("roundtrip-1"))).contains(stored);
        assertThat(get(() -> redis().entriesAfter("roundtrip-1", 0, 100)))
                .extracting(Entry::event)
                .isEqualTo(events);

        Conversation gone = ConversationRules.evolve(stored, lost);
        long version = stored.version();
        get(() -> redis().commit(version, gone, List.of(lost), Optional.empty(), 0, NOBODY));
        assertThat(get(() -> redis().load("roundtrip-1"))).contains(gone);
        assertThat(get(() -> redis().entriesAfter("roundtrip-1", version, 100)))
                .containsExactly(new Entry(100, lost));
        assertThat(get(() -> redis().versions(List.of("roundtrip-1")))).containsExactly(100L);
        assertThat(get(() -> redis().commit(version, gone, List.of(lost), message, 0, NOBODY)))
                .isEqualTo(new Committed.Repeated(1));
        assertThat(
                        get(() ->
                                redis().commit(
                                                version,
                                                gone,
                                                List.of(lost),
                                                Optional.empty(),
                                                0,
                                                NOBODY)))
                .isEqualTo(new Committed.Moved(100));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void redis_and_memory_answer_alike(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        var memory = new MemoryConversations();
        var states = new ArrayList<Conversation>();
        for (int i = 0; i < 3; i++) {
            states.add(Conversation.begin("alike-" + seed + "-" + i, KIM, "sv"));
        }
        for (int step = 0; step < 200; step++) {
            int which = random.nextInt(states.size());
            Conversation state = states.get(which);
            // Sometimes from a version that is not the newest, sometimes a message known before.
            long expected = Math.max(0, state.version() - (random.nextInt(4) == 0 ? 1 : 0));
            var message =
                    random.nextInt(5) == 0
                            ? Optional.<MessageKey>empty()
                            : Optional.of(MessageKey.ofCustomer("m" + random.nextInt(60)));
            var events = new ArrayList<ConversationEvent>();
            Conversation after = state;
            for (int i = random.nextInt(4); i > 0; i--) {
                var event =
                        new ConversationEvent.Said(
                                NOON,
                                message,
                                new Author.Customer(),
                                "w" + step,
                                "sv",
                                Optional.empty(),
                                false,
                                0,
                                List.of());
                events.add(event);
                after = ConversationRules.evolve(after, event);
            }
            if (random.nextInt(9) == 0) {
                long through = state.version() + random.nextInt(3);
                var lost =
                        new ConversationEvent.HistoryLost(
                                NOON, state.version() + 1, through, state.epoch() + 1);
                events = new ArrayList<>(List.of(lost));
                after = ConversationRules.evolve(state, lost);
            }
            var entries = events;
            Conversation next = after;
            long seq = next.version();
            String node = "n" + random.nextInt(3);
            var attendance =
                    random.nextInt(3) == 0
                            ? NOBODY
                            : Optional.of(
                                    new Attendance(
                                            node,
                                            random.nextBoolean()
                                                    ? Optional.of("t" + step)
                                                    : Optional.empty()));
            if (random.nextInt(4) == 0) {
                get(() -> memory.leave(state.id(), node));
                get(() -> redis().leave(state.id(), node));
            }
            if (random.nextInt(4) == 0) {
                var claim =
                        new Attendance(
                                node, Optional.of("t" + Math.max(0, step - random.nextInt(4))));
                var lost = random.nextBoolean() ? List.of("n0", "n9") : List.<String>of();
                assertThat(get(() -> redis().claim(state.id(), claim, lost)))
                        .as("seed %d step %d", seed, step)
                        .containsExactlyInAnyOrderElementsOf(
                                get(() -> memory.claim(state.id(), claim, lost)));
            }
            if (random.nextInt(4) == 0) {
                var joins = new Attendance(node, Optional.empty());
                long seen = random.nextLong(6);
                int page = 1 + random.nextInt(5);
                Sight expectedSight = get(() -> memory.join(state.id(), joins, seen, page));
                Sight sight = get(() -> redis().join(state.id(), joins, seen, page));
                assertThat(sight.state()).isEqualTo(expectedSight.state());
                assertThat(sight.entries()).isEqualTo(expectedSight.entries());
                assertThat(sight.nodes())
                        .as("seed %d step %d", seed, step)
                        .containsExactlyInAnyOrderElementsOf(expectedSight.nodes());
            }
            Committed said =
                    get(() -> memory.commit(expected, next, entries, message, seq, attendance));
            assertThat(get(() -> redis().commit(expected, next, entries, message, seq, attendance)))
                    .as("seed %d step %d", seed, step)
                    .isEqualTo(said);
            if (said instanceof Committed.Stored) {
                states.set(which, next);
            }
            long after2 = random.nextLong(6);
            int max = 1 + random.nextInt(5);
            String id = state.id();
            assertThat(get(() -> redis().attendances(id)))
                    .containsExactlyInAnyOrderElementsOf(get(() -> memory.attendances(id)));
            assertThat(get(() -> redis().versions(List.of(id, "none"))))
                    .isEqualTo(get(() -> memory.versions(List.of(id, "none"))));
            assertThat(get(() -> redis().nodes(List.of(id, "none"))).keySet())
                    .isEqualTo(get(() -> memory.nodes(List.of(id, "none"))).keySet());
            assertThat(get(() -> redis().entriesAfter(id, after2, max)))
                    .isEqualTo(get(() -> memory.entriesAfter(id, after2, max)));
            assertThat(get(() -> redis().newest(id, max)))
                    .isEqualTo(get(() -> memory.newest(id, max)));
            assertThat(get(() -> redis().load(id))).isEqualTo(get(() -> memory.load(id)));
            OptionalLong known =
                    message.isEmpty()
                            ? OptionalLong.empty()
                            : get(() -> memory.seqOf(id, message.get()));
            assertThat(
                            message.isEmpty()
                                    ? OptionalLong.empty()
                                    : get(() -> redis().seqOf(id, message.get())))
                    .isEqualTo(known);
        }
    }

    @Test
    void an_answer_has_one_writer_among_those_who_count() throws Exception {
        for (ConversationStore form : List.of(redis(), new MemoryConversations())) {
            String id = "claimed";
            get(() -> form.attend(id, writes("a", "t1")));
            assertThat(get(() -> form.claim(id, writes("b", "t1"), List.of()))).isEmpty();
            assertThat(get(() -> form.claim(id, writes("b", "t1"), List.of("a"))))
                    .containsExactly("b");
            assertThat(get(() -> form.claim(id, writes("c", "t1"), List.of("a")))).isEmpty();
            assertThat(get(() -> form.claim(id, writes("b", "t1"), List.of()))).hasSize(1);
            assertThat(get(() -> form.claim(id, writes("c", "t2"), List.of())))
                    .containsExactlyInAnyOrder("b", "c");
            assertThat(get(() -> form.attendances(id)))
                    .containsExactlyInAnyOrder(writes("b", "t1"), writes("c", "t2"));
        }
    }

    @Test
    void nobody_takes_part_in_what_has_not_begun() throws Exception {
        for (ConversationStore form : List.of(redis(), new MemoryConversations())) {
            var kim = new Attendance("a", Optional.empty());
            assertThat(get(() -> form.join("unbegun", kim, 0, 10)))
                    .isEqualTo(new Sight(Optional.empty(), List.of(), List.of()));
            assertThat(get(() -> form.attendances("unbegun"))).isEmpty();
        }
        assertThat(raw("EXISTS {c:unbegun} {c:unbegun}:nodes {c:unbegun}:log")).isEqualTo(":0");
    }

    private static Attendance writes(String node, String turn) {
        return new Attendance(node, Optional.of(turn));
    }

    @Test
    void a_person_is_found_by_name() throws Exception {
        assertThat(get(() -> redis().latestOf("nobody"))).isEmpty();
        get(() -> redis().setLatestOf("lee", "c-7"));
        assertThat(get(() -> redis().latestOf("lee"))).contains("c-7");
    }

    private static ConversationStore redis() {
        return store.conversations();
    }
}

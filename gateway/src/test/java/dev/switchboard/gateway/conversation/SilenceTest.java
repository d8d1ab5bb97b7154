package dev.switchboard.gateway.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.store.MemoryConversations;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.Consent;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationCommand.*;
import dev.switchboard.routing.conversation.Holder;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Person;
import dev.switchboard.routing.conversation.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What silence makes due, on a clock that the test moves, and what the pool is told.
class SilenceTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration QUIET = Duration.ofMinutes(10);
    private static final Duration IDLE = Duration.ofHours(24);
    private static final Duration WINDOW = Duration.ofHours(72);
    private static final Author.Agent ANA = new Author.Agent("ana", "Ana");
    private static final Author.Agent EVE = new Author.Agent("eve", "Eve");
    private static final Person KIM =
            new Person("kim", Optional.empty(), Optional.empty(), Optional.empty());

    @RegisterExtension static final OneLoop LOOP = new OneLoop();

    @TempDir Path data;
    private final MemoryConversations store = new MemoryConversations();
    private final MemorySeating seating = new MemorySeating();
    private final Kept phone = new Kept();
    private final Kept desk = new Kept();
    private ConversationService service;
    private LiveConversation live;
    private String id;
    private Instant now = NOON;
    private int messages;

    @BeforeEach
    void begin() {
        service = service();
        join(Optional.empty());
        id = live.id();
    }

    @Test
    void a_conversation_in_which_nobody_speaks_is_closed_by_the_sweep() {
        says("hello");
        pass(IDLE.minusMillis(1));
        assertThat(state().holder()).isInstanceOf(Holder.Assistant.class);
        pass(Duration.ofMillis(1));
        assertThat(state().holder()).isEqualTo(new Holder.Closed(Reason.IDLE, now));
        assertThat(phone.last("holder").getString("reason")).isEqualTo("idle");
    }

    @Test
    void the_next_word_opens_it_again_on_the_same_socket() {
        says("hello");
        pass(IDLE);
        assertThat(says("me again")).isInstanceOf(Handled.Done.class);
        assertThat(phone.last("holder").getString("holder")).isEqualTo("assistant");
        assertThat(phone.last("holder").getString("reason")).isEqualTo("return");
        assertThat(phone.last("said").getString("text")).isEqualTo("me again");
        assertThat(phone.last("turn").getString("state")).isEqualTo("started");
    }

    @Test
    void who_comes_back_by_name_finds_it_closed_and_opens_it_with_a_word() {
        says("hello");
        LOOP.on(() -> live.leave(phone));
        now = now.plus(IDLE);
        join(Optional.of(id));
        assertThat(phone.last("welcome").getString("holder")).isEqualTo("closed");
        says("me again");
        assertThat(state().holder()).isInstanceOf(Holder.Assistant.class);
        LOOP.on(() -> live.leave(phone));
        join(Optional.empty());
        assertThat(live.id()).as("it is the person's latest again").isEqualTo(id);
    }

    @Test
    void who_comes_back_without_a_name_begins_a_new_one() {
        says("hello");
        LOOP.on(() -> live.leave(phone));
        now = now.plus(IDLE);
        join(Optional.empty());
        assertThat(live.id()).isNotEqualTo(id);
        assertThat(state().holder()).isEqualTo(new Holder.Closed(Reason.IDLE, now));
    }

    @Test
    void what_is_opened_again_is_the_persons_latest_even_after_a_newer_one() {
        says("hello");
        LOOP.on(() -> live.leave(phone));
        now = now.plus(IDLE);
        join(Optional.empty());
        says("something new");
        assertThat(live.id()).isNotEqualTo(id);
        LOOP.on(() -> live.leave(phone));
        join(Optional.of(id));
        says("but the old thing is not done");
        LOOP.on(() -> live.leave(phone));
        join(Optional.empty());
        assertThat(live.id()).isEqualTo(id);
    }

    @Test
    void after_the_window_it_stays_closed() {
        says("hello");
        pass(IDLE);
        pass(WINDOW.plusMillis(1));
        assertThat(says("me again")).isInstanceOf(Handled.Refused.class);
    }

    @Test
    void an_agent_is_released_by_silence_and_owes_how_it_was() {
        held();
        pass(IDLE);
        assertThat(desk.last("released").getString("why")).isEqualTo("idle");
        assertThat(seating.news()).containsExactly("released 2 ana, owes wrap-up");
        handle(at -> new AgentCloses(at, ANA, "no answer", List.of()));
        assertThat(seating.news()).containsExactly("wrapped up 2 ana");
        handle(at -> new AgentCloses(at, ANA, "no answer", List.of()));
        assertThat(seating.news()).isEmpty();
    }

    @Test
    void a_customer_who_ends_it_leaves_the_wrap_up_to_the_agent() {
        held();
        handle(at -> new CustomerEnds(at, Optional.empty(), Optional.empty()));
        assertThat(seating.news()).containsExactly("released 2 ana, owes wrap-up");
    }

    @Test
    void an_agent_who_closes_owes_nothing() {
        held();
        handle(at -> new AgentCloses(at, ANA, "solved", List.of()));
        assertThat(seating.news()).containsExactly("released 2 ana");
    }

    @Test
    void a_seat_has_room_again_while_nobody_speaks_and_is_told_once() {
        held();
        pass(QUIET.minusMillis(1));
        assertThat(seating.news()).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(seating.news()).containsExactly("quiet 2 ana");
        pass(QUIET);
        assertThat(seating.news()).isEmpty();
        says("are you there?");
        assertThat(seating.news()).containsExactly("woke 2 ana");
        says("hello?");
        assertThat(seating.news()).isEmpty();
        pass(QUIET);
        assertThat(seating.news()).containsExactly("quiet 2 ana");
        handle(at -> new AgentSays(at, Optional.empty(), ANA, "I am", "en", Optional.empty()));
        assertThat(seating.news()).containsExactly("woke 2 ana");
    }

    @Test
    void an_agent_whose_socket_is_elsewhere_is_another_nodes_to_tell_of() {
        held();
        LOOP.on(() -> service.leave(desk, id));
        pass(QUIET);
        assertThat(seating.news()).isEmpty();
    }

    @Test
    void a_word_of_another_node_that_came_too_late_wakes_what_was_told_quiet() {
        held();
        ConversationService elsewhere = service();
        now = now.plus(QUIET.dividedBy(2));
        LOOP.on(() ->
                elsewhere.handle(
                        id,
                        at ->
                                new AgentSays(
                                        at,
                                        Optional.empty(),
                                        ANA,
                                        "still here",
                                        "en",
                                        Optional.empty()),
                        _ -> {}));
        pass(QUIET.dividedBy(2));
        assertThat(seating.news()).as("it has not heard").containsExactly("quiet 2 ana");
        says("good");
        assertThat(seating.news()).containsExactly("woke 2 ana");
    }

    @Test
    void a_word_of_another_node_keeps_silence_from_closing() {
        says("hello");
        ConversationService elsewhere = service();
        now = now.plus(IDLE.dividedBy(2));
        LOOP.on(() ->
                elsewhere.handle(
                        id,
                        at ->
                                new CustomerSays(
                                        at,
                                        key(),
                                        "again",
                                        "en",
                                        Optional.empty(),
                                        Consent.NEITHER,
                                        Optional.empty(),
                                        Optional.empty(),
                                        WINDOW),
                        _ -> {}));
        pass(IDLE.dividedBy(2));
        assertThat(state().holder()).isInstanceOf(Holder.Assistant.class);
    }

    @Test
    void a_note_is_no_word_and_wakes_nobody() {
        held();
        pass(QUIET);
        seating.news();
        handle(at -> new AgentNotes(at, Optional.empty(), ANA, "hm"));
        handle(at -> new SupervisorWhispers(at, Optional.empty(), EVE, "psst"));
        assertThat(seating.news()).isEmpty();
    }

    @Test
    void what_the_assistant_holds_is_never_quiet() {
        says("hello");
        pass(QUIET);
        assertThat(seating.news()).isEmpty();
    }

    @Test
    void a_takeover_is_told_once_whoever_had_it() {
        says("hello");
        takeOver(EVE);
        assertThat(seating.news()).containsExactly("taken over 0 eve");
        takeOver(ANA);
        assertThat(seating.news()).containsExactly("taken over 1 ana");
        takeOver(ANA);
        assertThat(seating.news()).isEmpty();
    }

    @Test
    void a_takeover_from_the_queue_ends_the_search() {
        handle(at -> asks(at));
        assertThat(seating.news()).containsExactly("seek 1");
        takeOver(EVE);
        assertThat(seating.news()).containsExactly("taken over 1 eve");
    }

    /// To Ana, who speaks with the customer.
    private void held() {
        handle(at -> asks(at));
        handle(at -> new SeatTakes(at, "ana", "Ana", 1, List.of("en")));
        LOOP.on(() -> service.joinSeat(desk, "ana", id, _ -> {}));
        assertThat(desk.last("assigned").getString("conversation")).isEqualTo(id);
        seating.news();
    }

    private ConversationCommand asks(Instant at) {
        return new CustomerAsksForPerson(at, key(), "", Optional.empty(), WINDOW);
    }

    private Handled says(String text) {
        return handle(at ->
                new CustomerSays(
                        at,
                        key(),
                        text,
                        "en",
                        Optional.empty(),
                        Consent.NEITHER,
                        Optional.empty(),
                        Optional.empty(),
                        WINDOW));
    }

    private Handled handle(Function<Instant, ConversationCommand> command) {
        var handled = new ArrayList<Handled>();
        LOOP.on(() -> live.handle((at, _) -> command.apply(at), handled::add));
        return handled.getFirst();
    }

    private void takeOver(Author.Agent supervisor) {
        LOOP.on(() -> service.takeOver(id, supervisor, List.of("en"), _ -> {}));
    }

    private Optional<MessageKey> key() {
        return Optional.of(MessageKey.ofCustomer("m" + ++messages));
    }

    private void join(Optional<String> named) {
        live = LOOP.join(service, phone, KIM, named, OptionalLong.empty());
    }

    /// Time passes, and the node looks.
    private void pass(Duration time) {
        now = now.plus(time);
        LOOP.on(service::sweep);
    }

    private Conversation state() {
        return store.load(id).result().orElseThrow();
    }

    private ConversationService service() {
        return LOOP.service(data, store, new Mute(), seating, () -> now, new SimpleMeterRegistry());
    }

    private static final class Kept implements Outbox {
        private final List<JsonObject> frames = new ArrayList<>();

        @Override
        public void write(byte[] frame) {
            frames.add(new JsonObject(new String(frame, StandardCharsets.UTF_8)));
        }

        @Override
        public boolean congested() {
            return false;
        }

        @Override
        public void onDrain(Runnable then) {}

        @Override
        public void sendAway(String reason, int reconnectAfterSeconds) {
            throw new AssertionError("sent away: " + reason);
        }

        JsonObject last(String type) {
            return frames.stream()
                    .filter(f -> f.getString("type").equals(type))
                    .reduce((_, later) -> later)
                    .orElseThrow();
        }
    }
}

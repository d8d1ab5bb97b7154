package dev.switchboard.gateway.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.gateway.store.MemoryConversations;
import dev.switchboard.routing.conversation.Consent;
import dev.switchboard.routing.conversation.Conversation;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationCommand.*;
import dev.switchboard.routing.conversation.ConversationEvent.HistoryLost;
import dev.switchboard.routing.conversation.Holder;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Person;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The store is restored from an older copy while a conversation is live.
class LostHistoryTest {

    private static final Duration WINDOW = Duration.ofHours(72);
    private static final Person KIM =
            new Person("kim", Optional.empty(), Optional.empty(), Optional.empty());

    @RegisterExtension static final OneLoop LOOP = new OneLoop();

    @TempDir Path data;
    private final MemoryConversations store = new MemoryConversations();
    private final MemorySeating seating = new MemorySeating();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Kept phone = new Kept();
    private final Kept desk = new Kept();
    private final Mute assistant = new Mute();
    private ConversationService service;
    private LiveConversation live;
    private String id;
    private int messages;

    @BeforeEach
    void begin() {
        service = service();
        live = join(service, phone, Optional.empty(), OptionalLong.empty());
        id = live.id();
    }

    @Test
    void the_next_word_finds_it_and_is_accepted_above_all_that_was_told() {
        says("one");
        says("two");
        long told = says("three");
        store.rollBack(id, 1);
        long seq = says("four");
        assertThat(seq).isGreaterThan(told + 1);
        assertThat(phone.sentAway).contains("history-lost");
        assertThat(texts()).containsExactly("one", "four");
        assertThat(losses())
                .singleElement()
                .satisfies(lost -> {
                    assertThat(lost.from()).isEqualTo(2);
                    assertThat(lost.through()).isGreaterThanOrEqualTo(told);
                });
        assertThat(registry.counter("switchboard.history.lost").count()).isEqualTo(1);
    }

    @Test
    void who_resumes_within_what_is_lost_is_told_so_and_has_all_that_there_is() {
        says("one");
        says("two");
        long told = says("three");
        store.rollBack(id, 1);
        compare(service);
        assertThat(phone.sentAway).contains("history-lost");
        assertThat(phone.all("goodbye")).isEmpty();
        long seq = says("four");

        for (long after = 2; after <= told + 1; after++) {
            Kept again = resume(service, after);
            assertThat(again.last("welcome").getBoolean("resumed")).as("%d", after).isFalse();
            assertThat(again.texts()).containsExactly("one", "four");
        }
        Kept before = resume(service, 1);
        assertThat(before.last("welcome").getBoolean("resumed")).isTrue();
        assertThat(before.texts()).containsExactly("four");
        Kept behind = resume(service, seq);
        assertThat(behind.last("welcome").getBoolean("resumed")).isTrue();
        assertThat(behind.texts()).isEmpty();
    }

    @Test
    void a_message_that_was_lost_is_accepted_anew() {
        says("one");
        says("two");
        store.rollBack(id, 1);
        compare(service);
        Handled again = handle(at -> said(at, "m2", "two"));
        assertThat(again)
                .isInstanceOfSatisfying(
                        Handled.Done.class, d -> assertThat(d.seq()).isGreaterThan(2));
        assertThat(texts()).containsExactly("one", "two");
    }

    @Test
    void a_seat_that_still_holds_is_shown_how_it_stands_now() {
        held();
        says("kept");
        long kept = state().version();
        says("lost");
        store.rollBack(id, kept);
        seating.news();
        compare(service);
        assertThat(desk.sentAway).isEmpty();
        assertThat(desk.last("released").getString("why")).isEqualTo("history-lost");
        JsonObject assigned = desk.last("assigned");
        assertThat(assigned.getLong("epoch")).isEqualTo(state().epoch()).isGreaterThan(2);
        assertThat(assigned.getJsonArray("entries").encode()).contains("kept");
        assertThat(assigned.getJsonArray("entries").encode()).doesNotContain("lost");
        assertThat(seating.news()).contains("taken over " + (state().epoch() - 1) + " ana");
        says("more");
        assertThat(desk.last("said").getString("text")).isEqualTo("more");
    }

    @Test
    void a_seat_whose_assignment_is_lost_is_released_and_a_seat_is_sought_again() {
        handle(at -> asks(at));
        long queued = state().version();
        handle(at -> new SeatTakes(at, "ana", "Ana", 1, List.of("en")));
        LOOP.on(() -> service.joinSeat(desk, "ana", id, _ -> {}));
        store.rollBack(id, queued);
        seating.news();
        compare(service);
        assertThat(desk.last("released").getString("why")).isEqualTo("history-lost");
        assertThat(desk.all("assigned")).hasSize(1);
        assertThat(state().holder()).isInstanceOf(Holder.Queue.class);
        assertThat(seating.news()).containsOnly("seek " + state().epoch());
        says("anybody?");
        assertThat(desk.all("said")).isEmpty();
    }

    @Test
    void only_the_node_that_has_the_seat_tells_a_pool_at_once_that_it_holds() {
        held();
        ConversationService other = service();
        join(other, new Kept(), Optional.of(id), OptionalLong.empty());
        seating.news();
        LOOP.on(() -> other.compare(true));
        assertThat(seating.news()).as("the pool may not know the seat yet").isEmpty();
        LOOP.on(() -> service.compare(true));
        assertThat(seating.news()).containsExactly("taken over 1 ana");
    }

    @Test
    void who_watches_is_shown_how_it_stands_now() {
        says("one");
        Kept watcher = new Kept();
        LOOP.on(() -> service.watch(watcher, id, _ -> {}));
        says("two");
        store.rollBack(id, 1);
        compare(service);
        assertThat(watcher.all("watching")).hasSize(2);
        assertThat(watcher.last("watching").getJsonArray("entries").encode())
                .contains("one")
                .doesNotContain("two");
        says("three");
        assertThat(watcher.texts()).endsWith("three");
    }

    @Test
    void an_answer_to_a_lost_word_is_given_up_and_one_that_is_due_begins_anew() {
        says("one");
        assertThat(assistant.begun).isEqualTo(1);
        store.rollBack(id, 0);
        compare(service);
        assertThat(assistant.cancelled).isEqualTo(1);
        assertThat(state().turn()).isEmpty();

        says("two");
        long two = state().version();
        handle(at -> new CustomerStops(at, Optional.empty()));
        store.rollBack(id, two);
        compare(service);
        assertThat(state().turn()).isPresent();
        assertThat(assistant.begun).isEqualTo(3);
    }

    @Test
    void a_conversation_that_has_vanished_is_its_persons_still_and_goes_on_above() {
        says("one");
        long told = says("two");
        store.rollBack(id, 0);
        assertThat(says("three")).isGreaterThan(told + 1);
        assertThat(state().person()).isEqualTo(KIM);
        assertThat(resume(service, told).last("welcome").getBoolean("resumed")).isFalse();
        assertThat(resume(service, told).texts()).containsExactly("three");
    }

    @Test
    void a_node_that_hears_of_the_loss_from_another_sends_its_sockets_away_and_says_no_more() {
        says("one");
        Kept laptop = new Kept();
        ConversationService other = service();
        join(other, laptop, Optional.of(id), OptionalLong.empty());
        says("two");
        says("three");
        compare(other);
        assertThat(laptop.texts()).containsExactly("one", "two", "three");
        store.rollBack(id, 1);
        compare(service);
        says("four");
        assertThat(laptop.sentAway).isEmpty();
        compare(other);
        assertThat(laptop.sentAway).contains("history-lost");
        assertThat(losses()).hasSize(1);
    }

    @Test
    void a_node_that_was_told_less_than_what_is_lost_has_nothing_to_take_back() {
        says("one");
        Kept laptop = new Kept();
        ConversationService other = service();
        join(other, laptop, Optional.of(id), OptionalLong.empty());
        says("two");
        store.rollBack(id, 1);
        compare(service);
        compare(other);
        assertThat(phone.sentAway).isPresent();
        assertThat(laptop.sentAway).isEmpty();
        says("three");
        compare(other);
        assertThat(laptop.texts()).containsExactly("one", "three");
    }

    @Test
    void what_only_a_client_remembers_is_not_given_to_other_entries() {
        says("one");
        says("two");
        says("three");
        store.rollBack(id, 1);
        ConversationService fresh = service();
        Kept first = resume(fresh, 3);
        assertThat(first.last("welcome").getBoolean("resumed")).isFalse();
        assertThat(first.texts()).containsExactly("one");
        LOOP.on(() -> fresh.handle(id, at -> said(at, "x1", "four"), _ -> {}));
        assertThat(first.sentAway).isEmpty();
        assertThat(first.texts()).containsExactly("one", "four");
        assertThat(resume(fresh, 3).last("welcome").getBoolean("resumed")).isFalse();
        assertThat(resume(fresh, 1).last("welcome").getBoolean("resumed")).isTrue();
    }

    @Test
    void what_nobody_can_have_seen_is_only_not_resumed() {
        says("one");
        Kept liar = resume(service, 1L << 40);
        assertThat(liar.last("welcome").getBoolean("resumed")).isFalse();
        assertThat(liar.texts()).containsExactly("one");
        assertThat(losses()).isEmpty();
    }

    /// To Ana, who speaks with the customer.
    private void held() {
        handle(at -> asks(at));
        handle(at -> new SeatTakes(at, "ana", "Ana", 1, List.of("en")));
        LOOP.on(() -> service.joinSeat(desk, "ana", id, _ -> {}));
        assertThat(desk.last("assigned").getString("conversation")).isEqualTo(id);
    }

    private ConversationCommand asks(Instant at) {
        return new CustomerAsksForPerson(at, key(), "", Optional.empty(), WINDOW);
    }

    private long says(String text) {
        Handled handled = handle(at -> said(at, "m" + ++messages, text));
        assertThat(handled).isInstanceOf(Handled.Done.class);
        return ((Handled.Done) handled).seq();
    }

    private static CustomerSays said(Instant at, String message, String text) {
        return new CustomerSays(
                at,
                Optional.of(MessageKey.ofCustomer(message)),
                text,
                "en",
                Optional.empty(),
                Consent.NEITHER,
                Optional.empty(),
                Optional.empty(),
                WINDOW);
    }

    private Optional<MessageKey> key() {
        return Optional.of(MessageKey.ofCustomer("m" + ++messages));
    }

    private Handled handle(Function<Instant, ConversationCommand> command) {
        var handled = new ArrayList<Handled>();
        LOOP.on(() -> live.handle((at, _) -> command.apply(at), handled::add));
        return handled.getFirst();
    }

    private void compare(ConversationService of) {
        LOOP.on(() -> of.compare(false));
    }

    private Kept resume(ConversationService at, long after) {
        var outbox = new Kept();
        join(at, outbox, Optional.of(id), OptionalLong.of(after));
        return outbox;
    }

    private LiveConversation join(
            ConversationService at, Kept outbox, Optional<String> named, OptionalLong after) {
        return LOOP.join(at, outbox, KIM, named, after);
    }

    private Conversation state() {
        return store.load(id).result().orElseThrow();
    }

    private List<Entry> log() {
        return store.entriesAfter(id, 0, 1_000).result();
    }

    private List<HistoryLost> losses() {
        return log().stream()
                .map(Entry::event)
                .filter(HistoryLost.class::isInstance)
                .map(HistoryLost.class::cast)
                .toList();
    }

    private List<String> texts() {
        return resume(service(), 0).texts();
    }

    private ConversationService service() {
        return LOOP.service(data, store, assistant, seating, InstantSource.system(), registry);
    }
}

package dev.switchboard.gateway.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.assistant.Model;
import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.store.ConversationStore;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.gateway.store.MemoryConversations;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.Consent;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerSays;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Person;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What each answer begins with is what the log holds, though it is not read for each.
class TailTest {

    private static final Person KIM =
            new Person("kim", Optional.empty(), Optional.empty(), Optional.empty());

    @RegisterExtension static final OneLoop LOOP = new OneLoop();

    @TempDir Path data;
    private final MemoryConversations store = new MemoryConversations();
    private final Parrot assistant = new Parrot();
    private int reads;
    private boolean lost;
    private int messages;

    /// Answers at once, and remembers what it was asked.
    private static final class Parrot extends Mute {
        final List<List<String>> asked = new ArrayList<>();

        @Override
        public Writing begin(Question question, Host host) {
            asked.add(question.history().stream().map(Model.Message::text).toList());
            host.piece("answer " + asked.size());
            host.end(new End.Answered(List.of()));
            return this;
        }
    }

    @Test
    void it_is_read_once_and_then_goes_along() {
        ConversationService service = service();
        LiveConversation live = join(service, Optional.empty());
        says(service, live.id(), "one");
        says(service, live.id(), "two");
        says(service, live.id(), "three");
        assertThat(assistant.asked)
                .containsExactly(
                        List.of("one"),
                        List.of("one", "answer 1", "two"),
                        List.of("one", "answer 1", "two", "answer 2", "three"));
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void what_another_node_has_stored_is_in_it() {
        ConversationService here = service();
        LiveConversation live = join(here, Optional.empty());
        says(here, live.id(), "one");
        ConversationService there = service();
        join(there, Optional.of(live.id()));
        says(there, live.id(), "two");
        says(here, live.id(), "three");
        assertThat(assistant.asked.getLast())
                .containsExactly("one", "answer 1", "two", "answer 2", "three");
    }

    @Test
    void what_the_store_has_lost_is_not() {
        ConversationService service = service();
        LiveConversation live = join(service, Optional.empty());
        says(service, live.id(), "one");
        long kept = version(live.id());
        says(service, live.id(), "two");
        store.rollBack(live.id(), kept);
        says(service, live.id(), "three");
        assertThat(assistant.asked.getLast()).containsExactly("one", "answer 1", "three");
    }

    @Test
    void nor_where_nobody_was_there_to_notice() {
        ConversationService service = service();
        Kept phone = new Kept();
        LiveConversation live =
                LOOP.join(service, phone, KIM, Optional.empty(), OptionalLong.empty());
        says(service, live.id(), "one");
        long kept = version(live.id());
        says(service, live.id(), "two");
        LOOP.on(() -> live.leave(phone));
        store.rollBack(live.id(), kept);
        ConversationService other = service();
        join(other, Optional.of(live.id()));
        says(other, live.id(), "three");

        join(service, Optional.of(live.id()));
        says(service, live.id(), "four");
        assertThat(assistant.asked.getLast())
                .containsExactly("one", "answer 1", "three", "answer 3", "four");
    }

    @Test
    void a_log_that_is_read_as_empty_hinders_nothing_that_comes() {
        ConversationService service = service();
        Kept phone = new Kept();
        LiveConversation live =
                LOOP.join(service, phone, KIM, Optional.empty(), OptionalLong.empty());
        lost = true;
        says(service, live.id(), "one");
        lost = false;
        says(service, live.id(), "two");
        assertThat(phone.texts()).contains("one", "two");
        assertThat(assistant.asked.getLast()).containsExactly("one", "answer 1", "two");
    }

    @Test
    void it_is_the_same_read_at_once_or_entry_by_entry() {
        var limits = new GatewayConfig.Assistant(4, 5, 16_384, 4, 60, 250_000);
        List<Entry> log = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            log.add(entry(i, i % 2 == 0 ? new Author.Assistant() : new Author.Customer()));
        }
        Tail grown = Tail.of(log.subList(0, 1), limits);
        for (Entry next : log.subList(1, log.size())) {
            grown = grown.and(next, limits);
        }
        assertThat(grown).isEqualTo(Tail.of(log, limits));
        assertThat(grown.entries()).hasSize(5);
        assertThat(grown.seq()).isEqualTo(12);
        assertThat(grown.spent().turns()).isEqualTo(6);
    }

    private static Entry entry(int seq, Author from) {
        return new Entry(
                seq,
                new Said(
                        Instant.EPOCH,
                        Optional.empty(),
                        from,
                        "x".repeat(40 * seq),
                        "en",
                        Optional.empty(),
                        false,
                        0,
                        List.of()));
    }

    private void says(ConversationService service, String id, String text) {
        var key = MessageKey.ofCustomer("m" + ++messages);
        var handled = new ArrayList<Handled>();
        LOOP.on(() ->
                service.handle(
                        id,
                        at ->
                                new CustomerSays(
                                        at,
                                        Optional.of(key),
                                        text,
                                        "en",
                                        Optional.empty(),
                                        Consent.NEITHER,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Duration.ofHours(72)),
                        handled::add));
        assertThat(handled).singleElement().isInstanceOf(Handled.Done.class);
    }

    private long version(String id) {
        return store.load(id).result().orElseThrow().version();
    }

    private LiveConversation join(ConversationService service, Optional<String> named) {
        return LOOP.join(service, new Kept(), KIM, named, OptionalLong.empty());
    }

    private ConversationService service() {
        return LOOP.service(data, counted(), assistant);
    }

    private ConversationStore counted() {
        return (ConversationStore)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {ConversationStore.class},
                        (_, method, arguments) -> {
                            boolean newest = method.getName().equals("newest");
                            reads += newest ? 1 : 0;
                            return newest && lost
                                    ? Future.succeededFuture(List.of())
                                    : method.invoke(store, arguments);
                        });
    }
}

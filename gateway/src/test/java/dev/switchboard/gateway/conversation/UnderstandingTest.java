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
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Whether a customer's words go to a person is asked where the assistant would answer them, and
/// only there.
class UnderstandingTest {

    private static final String WISH = "a person, please";
    private static final Person KIM =
            new Person("kim", Optional.empty(), Optional.empty(), Optional.empty());

    @RegisterExtension static final OneLoop LOOP = new OneLoop();

    @TempDir Path data;
    private final MemoryConversations store = new MemoryConversations();
    private final Ears assistant = new Ears();
    private LiveConversation live;
    private int messages;

    /// Hears when somebody wants a person, and never answers.
    private static final class Ears extends Mute {
        final List<String> understood = new ArrayList<>();

        @Override
        public Future<Understood> understand(String text, String language) {
            understood.add(text);
            Optional<Reason> handoff =
                    text.equals(WISH) ? Optional.of(Reason.DIRECT_REQUEST) : Optional.empty();
            return Future.succeededFuture(new Understood(language, handoff, Consent.NEITHER));
        }

        @Override
        public Future<String> language(String text, String language) {
            return Future.succeededFuture(text.startsWith("hej") ? "sv" : language);
        }
    }

    @BeforeEach
    void begin() {
        live = join(service());
    }

    @Test
    void the_assistant_is_asked_where_it_would_answer() {
        says(live, "hello");
        assertThat(assistant.understood).containsExactly("hello");
        says(live, WISH);
        assertThat(state().holder()).isInstanceOf(Holder.Queue.class);
    }

    @Test
    void whoever_waits_for_a_person_or_has_one_is_only_asked_for_the_language() {
        says(live, WISH);
        says(live, "hej, är du där");
        taken();
        says(live, WISH);
        assertThat(assistant.understood).containsExactly(WISH);
        assertThat(state().language()).isEqualTo("sv");
        assertThat(state().holder()).isInstanceOf(Holder.Agent.class);
    }

    @Test
    void a_wish_is_heard_where_another_node_has_given_the_conversation_back() {
        says(live, WISH);
        taken();
        says(live, "thanks");
        LiveConversation elsewhere = join(service());
        handle(
                elsewhere,
                new AgentReturns(
                        InstantSource.system().instant(),
                        new Author.Agent("ana", "Ana"),
                        Optional.empty()));
        assertThat(state().holder()).isInstanceOf(Holder.Assistant.class);

        // This node has not heard of that yet.
        says(live, WISH);
        assertThat(assistant.understood).containsExactly(WISH, WISH);
        assertThat(state().holder()).isInstanceOf(Holder.Queue.class);
    }

    private void taken() {
        handle(
                live,
                new SeatTakes(InstantSource.system().instant(), "ana", "Ana", 1, List.of("en")));
    }

    private void says(LiveConversation conversation, String text) {
        MessageKey message = key().orElseThrow();
        var handled = new ArrayList<Handled>();
        LOOP.on(() ->
                conversation.customerSays(
                        message,
                        text,
                        words ->
                                new CustomerSays(
                                        words.at(),
                                        Optional.of(message),
                                        text,
                                        words.language(),
                                        words.handoff(),
                                        words.consent(),
                                        words.translation(),
                                        words.seen(),
                                        Duration.ofHours(72)),
                        handled::add));
        assertThat(handled).singleElement().isInstanceOf(Handled.Done.class);
    }

    private void handle(LiveConversation conversation, ConversationCommand command) {
        var handled = new ArrayList<Handled>();
        LOOP.on(() -> conversation.handle((_, _) -> command, handled::add));
        assertThat(handled).singleElement().isInstanceOf(Handled.Done.class);
    }

    private Optional<MessageKey> key() {
        return Optional.of(MessageKey.ofCustomer("m" + ++messages));
    }

    private Conversation state() {
        return store.load(live.id()).result().orElseThrow();
    }

    private LiveConversation join(ConversationService at) {
        Optional<String> named = Optional.ofNullable(live).map(LiveConversation::id);
        return LOOP.join(at, new Kept(), KIM, named, OptionalLong.empty());
    }

    private ConversationService service() {
        return LOOP.service(data, store, assistant);
    }
}

package dev.switchboard.gateway.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.store.ConversationStore;
import dev.switchboard.gateway.store.MemoryConversations;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.Consent;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationCommand.AgentReturns;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerAsksForPerson;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerSays;
import dev.switchboard.routing.conversation.ConversationCommand.SeatTakes;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Person;
import io.vertx.core.Promise;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A seat gives a conversation back and gets it again, while its node is still leaving it.
class RejoiningTest {

    private static final Duration WINDOW = Duration.ofHours(72);
    private static final Person KIM =
            new Person("kim", Optional.empty(), Optional.empty(), Optional.empty());

    @RegisterExtension static final OneLoop LOOP = new OneLoop();

    @TempDir Path data;
    private final MemoryConversations store = new MemoryConversations();
    private final Promise<Void> gate = Promise.promise();
    private final Kept phone = new Kept();
    private final Kept desk = new Kept();
    private int messages;

    @Test
    void it_hears_what_is_said_from_then_on() {
        ConversationService there = service(store);
        ConversationService here = service(leavingSlowly());
        String id = join(there);
        handle(there, id, this::asks);
        handle(there, id, at -> new SeatTakes(at, "ana", "Ana", 1, List.of("en")));
        LOOP.on(() -> here.joinSeat(desk, "ana", id, _ -> {}));
        handle(
                here,
                id,
                at -> new AgentReturns(at, new Author.Agent("ana", "Ana"), Optional.empty()));
        LOOP.on(() -> there.compare(false));
        handle(there, id, this::asks);
        handle(there, id, at -> new SeatTakes(at, "ana", "Ana", 4, List.of("en")));
        LOOP.on(() -> here.joinSeat(desk, "ana", id, _ -> {}));

        LOOP.on(gate::complete);
        assertThat(desk.all("assigned")).hasSize(2);
        handle(there, id, at -> says(at, "still there?"));
        LOOP.on(() -> here.compare(false));

        assertThat(desk.texts()).endsWith("still there?");
    }

    private ConversationStore leavingSlowly() {
        return (ConversationStore)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {ConversationStore.class},
                        (_, method, args) ->
                                method.getName().equals("leave")
                                        ? gate.future()
                                                .compose(_ ->
                                                        store.leave(
                                                                (String) args[0], (String) args[1]))
                                        : method.invoke(store, args));
    }

    private ConversationCommand asks(Instant at) {
        return new CustomerAsksForPerson(at, key(), "", Optional.empty(), WINDOW);
    }

    private ConversationCommand says(Instant at, String text) {
        return new CustomerSays(
                at,
                key(),
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

    private String join(ConversationService service) {
        return LOOP.join(service, phone, KIM, Optional.empty(), OptionalLong.empty()).id();
    }

    private void handle(
            ConversationService service,
            String id,
            Function<Instant, ConversationCommand> command) {
        var handled = new ArrayList<Handled>();
        LOOP.on(() -> service.handle(id, command, handled::add));
        assertThat(handled).singleElement().isInstanceOf(Handled.Done.class);
    }

    private ConversationService service(ConversationStore of) {
        return LOOP.service(data, of, new Mute());
    }
}

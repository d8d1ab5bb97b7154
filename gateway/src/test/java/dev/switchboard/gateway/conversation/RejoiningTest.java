package dev.switchboard.gateway.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.assistant.Summaries;
import dev.switchboard.gateway.assistant.translation.Translator;
import dev.switchboard.gateway.cluster.Neighbours;
import dev.switchboard.gateway.kit.Content;
import dev.switchboard.gateway.kit.TestGateway;
import dev.switchboard.gateway.store.ConversationStore;
import dev.switchboard.gateway.store.MemoryConversations;
import dev.switchboard.gateway.store.MemoryNodes;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.Consent;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationCommand.AgentReturns;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerAsksForPerson;
import dev.switchboard.routing.conversation.ConversationCommand.CustomerSays;
import dev.switchboard.routing.conversation.ConversationCommand.SeatTakes;
import dev.switchboard.routing.conversation.MessageKey;
import dev.switchboard.routing.conversation.Person;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A seat gives a conversation back and gets it again, while its node is still leaving it.
class RejoiningTest {

    private static final Duration WINDOW = Duration.ofHours(72);
    private static final Person KIM =
            new Person("kim", Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir Path data;
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final MemoryConversations store = new MemoryConversations();
    private final Promise<Void> gate = Promise.promise();
    private final Kept phone = new Kept();
    private final Kept desk = new Kept();
    private int messages;

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void it_hears_what_is_said_from_then_on() {
        ConversationService there = service(store);
        ConversationService here = service(leavingSlowly());
        String id = join(there);
        handle(there, id, this::asks);
        handle(there, id, at -> new SeatTakes(at, "ana", "Ana", 1, List.of("en")));
        on(() -> here.joinSeat(desk, "ana", id, _ -> {}));
        handle(
                here,
                id,
                at -> new AgentReturns(at, new Author.Agent("ana", "Ana"), Optional.empty()));
        on(() -> there.compare(false));
        handle(there, id, this::asks);
        handle(there, id, at -> new SeatTakes(at, "ana", "Ana", 4, List.of("en")));
        on(() -> here.joinSeat(desk, "ana", id, _ -> {}));

        on(gate::complete);
        assertThat(desk.all("assigned")).hasSize(2);
        handle(there, id, at -> says(at, "still there?"));
        on(() -> here.compare(false));

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
        var id = new ArrayList<String>();
        on(() ->
                service.join(
                        phone,
                        KIM,
                        "en",
                        Optional.empty(),
                        OptionalLong.empty(),
                        entrance ->
                                id.add(
                                        ((ConversationService.Entrance.In) entrance)
                                                .conversation()
                                                .id())));
        return id.getFirst();
    }

    private void handle(
            ConversationService service,
            String id,
            Function<Instant, ConversationCommand> command) {
        var handled = new ArrayList<Handled>();
        on(() -> service.handle(id, command, handled::add));
        assertThat(handled).singleElement().isInstanceOf(Handled.Done.class);
    }

    private ConversationService service(ConversationStore of) {
        return new ConversationService(
                vertx,
                of,
                new Mute(),
                Translator.NONE,
                Summaries.NONE,
                Content.texts(),
                Briefings.ENGLISH,
                new MemorySeating(),
                TestGateway.config(data),
                // Of one name, so that none sends another anything: each compares.
                new Neighbours("here", true, new MemoryNodes(), null),
                InstantSource.system(),
                new SimpleMeterRegistry());
    }

    /// On the one event loop on which all is at home.
    private void on(Runnable work) {
        var done = new CompletableFuture<Void>();
        context.runOnContext(_ -> {
            try {
                work.run();
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        done.orTimeout(10, TimeUnit.SECONDS).join();
    }
}

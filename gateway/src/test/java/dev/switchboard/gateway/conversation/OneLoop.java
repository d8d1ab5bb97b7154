package dev.switchboard.gateway.conversation;

import dev.switchboard.gateway.assistant.Assistant;
import dev.switchboard.gateway.assistant.Summaries;
import dev.switchboard.gateway.assistant.translation.Translator;
import dev.switchboard.gateway.cluster.Neighbours;
import dev.switchboard.gateway.kit.Content;
import dev.switchboard.gateway.kit.TestGateway;
import dev.switchboard.gateway.store.ConversationStore;
import dev.switchboard.gateway.store.MemoryNodes;
import dev.switchboard.routing.conversation.Person;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The one event loop of a test class, on which all its conversations are at home; a store in
/// memory answers at once, so that what is done on it is all done.
final class OneLoop implements AfterAllCallback {

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();

    @Override
    public void afterAll(ExtensionContext test) throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    void on(Runnable work) {
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

    /// Lets a customer's socket take part.
    LiveConversation join(
            ConversationService service,
            Outbox outbox,
            Person person,
            Optional<String> named,
            OptionalLong after) {
        var joined = new ArrayList<LiveConversation>();
        on(() ->
                service.join(
                        outbox,
                        person,
                        "en",
                        named,
                        after,
                        entrance ->
                                joined.add(
                                        ((ConversationService.Entrance.In) entrance)
                                                .conversation())));
        return joined.getFirst();
    }

    /// A node. All are of one name, so that none sends another anything: each compares.
    ConversationService service(Path data, ConversationStore store, Assistant assistant) {
        return service(
                data,
                store,
                assistant,
                new MemorySeating(),
                InstantSource.system(),
                new SimpleMeterRegistry());
    }

    ConversationService service(
            Path data,
            ConversationStore store,
            Assistant assistant,
            MemorySeating seating,
            InstantSource clock,
            MeterRegistry registry) {
        return new ConversationService(
                vertx,
                store,
                assistant,
                Translator.NONE,
                Summaries.NONE,
                Content.texts(),
                Briefings.ENGLISH,
                seating,
                TestGateway.config(data),
                new Neighbours("here", true, new MemoryNodes(), null),
                clock,
                registry);
    }
}

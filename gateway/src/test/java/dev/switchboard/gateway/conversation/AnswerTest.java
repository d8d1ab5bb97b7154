package dev.switchboard.gateway.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.assistant.Assistant;
import dev.switchboard.routing.conversation.Consent;
import dev.switchboard.routing.conversation.Conversation.Turn;
import dev.switchboard.routing.conversation.Person;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// An answer between a model that writes and sockets that may be slow.
class AnswerTest {

    private static final int PENDING_MAX = 10;
    private static final Person NOBODY =
            new Person("n", Optional.empty(), Optional.empty(), Optional.empty());

    private final Desk model = new Desk();
    private final Slow phone = new Slow();
    private final Slow laptop = new Slow();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final ConversationMetrics metrics = new ConversationMetrics(registry);
    private final Audience audience = new Audience("c-1", Runnable::run, this::caughtUp, metrics);
    private final Answer answer =
            new Answer(new Turn("t1", 0), "started", "en", audience, PENDING_MAX, () -> {});

    @Test
    void what_waits_for_a_slow_socket_merges_into_one_delta() {
        begin(phone);
        answer.piece("One ");
        phone.congested = true;
        answer.piece("two ");
        answer.piece("three");
        assertThat(phone.deltas()).containsExactly("One ");
        phone.drain();
        assertThat(phone.deltas()).containsExactly("One ", "two three");
    }

    @Test
    void what_was_written_what_was_sent_and_what_had_to_wait_are_counted() {
        answer.alsoTell(metrics.counting((_, _, _) -> {}));
        begin(phone, laptop);
        answer.piece("One ");
        phone.congested = true;
        answer.piece("two ");
        answer.piece("three");
        phone.drain();
        assertThat(registry.get("switchboard.turns.tokens").counter().count()).isEqualTo(3);
        assertThat(registry.get("switchboard.turns.deltas").counter().count()).isEqualTo(5);
        assertThat(registry.get("switchboard.turns.deferrals").counter().count()).isEqualTo(1);
        assertThat(registry.get("switchboard.turns.first.token").timer().count()).isEqualTo(1);
    }

    @Test
    void the_model_waits_while_even_the_quickest_socket_is_far_behind() {
        begin(phone, laptop);
        phone.congested = true;
        answer.piece("longer than ten units");
        assertThat(model.paused).as("the laptop keeps up").isFalse();
        laptop.congested = true;
        answer.piece("and longer still");
        assertThat(model.paused).isTrue();
        laptop.drain();
        assertThat(model.paused).isFalse();
        assertThat(laptop.text()).isEqualTo("longer than ten unitsand longer still");
    }

    @Test
    void a_model_nobody_listens_to_does_not_wait() {
        begin();
        answer.piece("nobody is there to read this");
        assertThat(model.paused).isFalse();
    }

    @Test
    void the_model_does_not_wait_for_a_socket_that_has_gone() {
        begin(phone);
        phone.congested = true;
        answer.piece("longer than ten units");
        assertThat(model.paused).isTrue();
        audience.remove(phone);
        answer.advance();
        assertThat(model.paused).isFalse();
    }

    @Test
    void what_is_held_is_what_was_seen_and_every_socket_is_told_that_much() {
        begin(phone, laptop);
        answer.piece("One ");
        laptop.congested = true;
        answer.piece("two ");
        var seen = answer.hold();
        answer.piece("three");
        assertThat(seen.text()).isEqualTo("One two ");
        assertThat(phone.text()).isEqualTo("One two ");
        answer.cancel(Optional.of(seen.text()));
        assertThat(laptop.text()).isEqualTo("One two ");
        assertThat(model.cancelled).isTrue();
    }

    @Test
    void a_socket_that_comes_late_is_shown_the_whole_in_one_delta() {
        begin(phone);
        answer.piece("One ");
        answer.piece("two ");
        audience.addCustomer(laptop);
        answer.show(laptop);
        answer.piece("three");
        assertThat(laptop.deltas()).containsExactly("One two ", "three");
    }

    @Test
    void who_watches_is_told_what_the_customer_sees_and_holds_up_nobody() {
        Slow watcher = new Slow();
        audience.addWatcher(watcher);
        begin(phone);
        answer.piece("One ");
        phone.congested = true;
        answer.piece("two and more than ten units");
        assertThat(watcher.deltas()).containsExactly("One ");
        assertThat(model.paused).as("the customer's socket is far behind").isTrue();
        watcher.congested = true;
        phone.drain();
        assertThat(model.paused).as("the watcher's socket is").isFalse();
        answer.cancel(Optional.of(answer.text()));
        assertThat(watcher.text()).isEqualTo(answer.text());
        assertThat(watcher.frames)
                .allMatch(f -> "c-1".equals(f.getString("conversation")))
                .extracting(f -> f.getString("type"))
                .startsWith("turn");
        assertThat(phone.frames).noneMatch(f -> f.containsKey("conversation"));
    }

    @Test
    void who_watches_does_not_count_as_having_seen_it() {
        audience.addWatcher(laptop);
        begin(phone);
        answer.piece("One ");
        phone.congested = true;
        answer.piece("two ");
        assertThat(answer.hold().text()).isEqualTo("One ");
    }

    private void begin(Slow... sockets) {
        for (Slow socket : sockets) {
            audience.addCustomer(socket);
        }
        audience.begin(answer.began());
        answer.begin(
                model, new Assistant.Question("c-1", "en", NOBODY, List.of(), Optional.empty()), 1);
    }

    private void caughtUp() {
        answer.advance();
    }

    private static final class Desk implements Assistant, Assistant.Writing {
        boolean paused;
        boolean cancelled;

        @Override
        public Future<Understood> understand(String text, String language) {
            return Future.succeededFuture(
                    new Understood(language, Optional.empty(), Consent.NEITHER));
        }

        @Override
        public Future<String> language(String text, String language) {
            return Future.succeededFuture(language);
        }

        @Override
        public Writing begin(Question question, Host host) {
            return this;
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private static final class Slow implements Outbox {
        final List<JsonObject> frames = new ArrayList<>();
        boolean congested;
        private Optional<Runnable> waiting = Optional.empty();

        @Override
        public void write(byte[] frame) {
            frames.add(new JsonObject(new String(frame, java.nio.charset.StandardCharsets.UTF_8)));
        }

        @Override
        public boolean congested() {
            return congested;
        }

        @Override
        public void onDrain(Runnable then) {
            waiting = Optional.of(then);
        }

        @Override
        public void sendAway(String reason, int reconnectAfterSeconds) {
            throw new AssertionError("sent away: " + reason);
        }

        void drain() {
            congested = false;
            waiting.ifPresent(Runnable::run);
        }

        List<String> deltas() {
            return frames.stream()
                    .filter(f -> f.getString("type").equals("delta"))
                    .map(f -> f.getString("text"))
                    .toList();
        }

        String text() {
            return String.join("", deltas());
        }
    }
}

package dev.switchboard.gateway.pools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.conversation.Handled;
import dev.switchboard.routing.conversation.ConversationCommand;
import dev.switchboard.routing.conversation.ConversationCommand.GatewaySays;
import dev.switchboard.routing.conversation.Decision;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Conversations that answer when, and what, the test says.
class NoticesTest {

    private static final Handled DONE = new Handled.Done(7);
    private static final Handled UNAVAILABLE = new Handled.Unavailable();
    private static final Handled LATE = new Handled.Refused(Decision.Refusal.STALE_EPOCH);

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final Notices notices = new Notices(vertx, this::handle);

    private record Asked(String conversation, GatewaySays says, Consumer<Handled> reply) {}

    private void handle(
            String conversation,
            Function<Instant, ConversationCommand> command,
            Consumer<Handled> reply) {
        asked.add(new Asked(conversation, (GatewaySays) command.apply(Instant.EPOCH), reply));
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void what_is_said_has_the_key_and_epoch_of_the_notice() throws Exception {
        Notice notice = notice("c", 3);
        say(notice);

        Asked first = next();
        assertThat(first.conversation()).isEqualTo("c");
        assertThat(first.says().epoch()).isEqualTo(3);
        assertThat(first.says().message()).contains(notice.key());
        assertThat(first.says().text()).isEqualTo("Vänta");
        assertThat(first.says().language()).isEqualTo("sv");
    }

    @Test
    void it_is_tried_until_the_store_is_back() throws Exception {
        say(notice("c", 3));
        for (int n = 0; n < 3; n++) {
            next().reply().accept(UNAVAILABLE);
        }
        next().reply().accept(DONE);

        settle();
        assertThat(asked).isEmpty();
    }

    @Test
    void what_comes_too_late_is_not_tried_again_and_what_it_held_up_goes_on() throws Exception {
        for (Handled end : List.of(DONE, LATE, new Handled.Broken())) {
            var done = new CompletableFuture<Void>();
            notices.sayNow(notice("c", 3), () -> done.complete(null));
            next().reply().accept(end);

            done.get(30, TimeUnit.SECONDS);
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void a_copy_of_what_is_on_its_way_is_not_said_beside_it() throws Exception {
        say(notice("c", 3));
        Asked first = next();
        say(notice("c", 3));
        say(notice("c", 5));
        assertThat(next().says().epoch()).isEqualTo(5);
        settle();
        assertThat(asked).isEmpty();

        first.reply().accept(DONE);
        settle();
        say(notice("c", 3));
        assertThat(next().says().epoch()).as("the store knows it by its key").isEqualTo(3);
    }

    @Test
    void of_many_at_once_each_is_said_and_only_some_at_a_time() throws Exception {
        int many = 3 * Notices.AT_ONCE_MAX;
        for (int n = 0; n < many; n++) {
            say(notice("c" + n, 1));
        }
        settle();
        assertThat(asked).hasSize(Notices.AT_ONCE_MAX);

        var said = new ArrayList<String>();
        for (int n = 0; n < many; n++) {
            Asked one = next();
            said.add(one.conversation());
            one.reply().accept(n % 2 == 0 ? DONE : LATE);
        }
        settle();
        assertThat(said).hasSize(many).doesNotHaveDuplicates();
        assertThat(asked).isEmpty();
    }

    private static Notice notice(String conversation, long epoch) {
        return new Notice(conversation, epoch, Notice.Kind.OVERFLOW, "Vänta", "sv");
    }

    private void say(Notice notice) {
        loop.runOnContext(_ -> notices.say(notice));
    }

    private Asked next() throws InterruptedException {
        Asked next = asked.poll(30, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    /// Waits for all that is on the loop by now.
    private void settle() throws Exception {
        var turned = new CompletableFuture<Void>();
        loop.runOnContext(_ -> loop.runOnContext(_ -> turned.complete(null)));
        turned.get(30, TimeUnit.SECONDS);
    }
}

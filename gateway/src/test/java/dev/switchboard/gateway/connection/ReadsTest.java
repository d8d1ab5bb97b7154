package dev.switchboard.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.RecvByteBufAllocator.ExtendedHandle;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class ReadsTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ExtendedHandle turn = (ExtendedHandle) Reads.ALL.newHandle();

    ReadsTest() {
        turn.reset(channel.config());
    }

    private void read(int bytes) {
        turn.attemptedBytesRead(turn.guess());
        turn.lastBytesRead(bytes);
        turn.incMessagesRead(1);
    }

    @Test
    void a_read_that_was_filled_is_followed_by_another() {
        read(turn.guess());
        assertThat(turn.continueReading()).isTrue();
        read(1);
        assertThat(turn.continueReading()).isFalse();
    }

    @Test
    void the_end_of_the_connection_ends_the_turn() {
        turn.attemptedBytesRead(turn.guess());
        turn.lastBytesRead(-1);
        assertThat(turn.continueReading(() -> true)).isFalse();
    }

    @Test
    void others_have_their_turn_after_some_reads() {
        for (int i = 0; i < 15; i++) {
            read(turn.guess());
            assertThat(turn.continueReading()).isTrue();
        }
        read(turn.guess());
        assertThat(turn.continueReading()).isFalse();
        turn.reset(channel.config());
        read(turn.guess());
        assertThat(turn.continueReading()).isTrue();
    }

    @Test
    void who_is_not_to_be_read_is_not() {
        channel.config().setAutoRead(false);
        read(turn.guess());
        assertThat(turn.continueReading()).isFalse();
    }
}

package dev.switchboard.gateway.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddedModelStreamTest {
    private static final long MS = 1_000_000;

    private final Reader reader = new Reader();
    private final EmbeddedModelStream stream =
            new EmbeddedModelStream(
                    new EmbeddedModelCompletion(
                            1,
                            0,
                            new EmbeddedModelRequest.Chat(
                                    "m", List.of(), List.of(), true, false, 100),
                            new EmbeddedModelReply.Text("one two three four")),
                    new EmbeddedModelPace(100, 10),
                    reader,
                    0);

    @Test
    void the_first_token_waits_its_time_and_the_others_keep_their_pace() {
        assertThat(stream.advance(99 * MS)).isFalse();
        assertThat(reader.tokens()).isZero();
        assertThat(stream.advance(100 * MS)).isFalse();
        assertThat(reader.tokens()).isEqualTo(1);
        assertThat(stream.advance(199 * MS)).isFalse();
        assertThat(reader.tokens()).isEqualTo(1);
        assertThat(stream.advance(310 * MS)).isFalse();
        assertThat(reader.tokens()).isEqualTo(3);
        assertThat(stream.advance(400 * MS)).isTrue();
        assertThat(reader.tokens()).isEqualTo(4);
        assertThat(reader.ended).isTrue();
        assertThat(reader.all.toString()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void nothing_is_written_while_the_reader_is_full() {
        stream.advance(100 * MS);
        reader.full = true;
        assertThat(stream.advance(10_000 * MS)).isFalse();
        assertThat(reader.tokens()).isEqualTo(1);
        reader.full = false;
        assertThat(stream.advance(10_001 * MS)).isTrue();
        assertThat(reader.tokens()).isEqualTo(4);
    }

    @Test
    void nothing_is_written_to_a_reader_who_has_gone() {
        stream.advance(100 * MS);
        assertThat(stream.abort()).isTrue();
        assertThat(stream.abort()).isFalse();
        assertThat(stream.advance(10_000 * MS)).isTrue();
        assertThat(reader.tokens()).isEqualTo(1);
        assertThat(reader.ended).isFalse();
    }

    @Test
    void a_stream_that_has_ended_is_not_cut_off() {
        stream.advance(10_000 * MS);
        assertThat(stream.abort()).isFalse();
    }

    @Test
    void a_pace_that_never_speaks_is_refused_by_the_settings_name() {
        assertThatThrownBy(() -> new EmbeddedModelPace(0, 0))
                .hasMessageContaining("model.embedded.tokens-per-second");
        assertThatThrownBy(() -> new EmbeddedModelPace(-1, 1))
                .hasMessageContaining("model.embedded.first-token-ms");
    }

    private static final class Reader implements WriteStream<Buffer> {
        private final Buffer all = Buffer.buffer();
        private boolean full;
        private boolean ended;

        int tokens() {
            return all.toString().split("\"content\":\"[^\"]", -1).length - 1;
        }

        @Override
        public Future<Void> write(Buffer data) {
            all.appendBuffer(data);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> end() {
            ended = true;
            return Future.succeededFuture();
        }

        @Override
        public boolean writeQueueFull() {
            return full;
        }

        @Override
        public Reader exceptionHandler(Handler<Throwable> handler) {
            return this;
        }

        @Override
        public Reader setWriteQueueMaxSize(int maxSize) {
            return this;
        }

        @Override
        public Reader drainHandler(Handler<Void> handler) {
            return this;
        }
    }
}

package dev.switchboard.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.wire.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What comes past the gate in front of a socket.
class FrameGateTest {

    private final Behind behind = new Behind();
    private final EmbeddedChannel channel = new EmbeddedChannel(new FrameGate(behind));

    private static final class Behind implements Transport.Peer {
        private boolean closing;
        private int heard;
        private int loose;
        private Optional<CloseCode> closedWith = Optional.empty();

        @Override
        public boolean comes(boolean isLoose) {
            if (closing) {
                return false;
            }
            heard++;
            loose += isLoose ? 1 : 0;
            return true;
        }

        @Override
        public void text(String text) {}

        @Override
        public void unreadable(CloseCode why, String reason) {
            closing = true;
            closedWith = Optional.of(why);
        }

        @Override
        public void drained() {}

        @Override
        public void ended(OptionalInt code) {}
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void a_ping_whose_answer_would_have_to_wait_is_dropped() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
        assertThat(channel.writeInbound(new PingWebSocketFrame())).isTrue();
        channel.write(Unpooled.wrappedBuffer(new byte[100]));
        var ping = new PingWebSocketFrame(Unpooled.wrappedBuffer(new byte[100]));
        assertThat(channel.isWritable()).isFalse();
        channel.inboundMessages().clear();
        assertThat(channel.writeInbound(ping)).isFalse();
        assertThat(ping.refCnt()).isZero();
        assertThat(behind.heard).isEqualTo(2);
        assertThat(channel.writeInbound(new TextWebSocketFrame("{}"))).isTrue();
    }

    @Test
    void only_a_whole_message_is_not_loose() {
        channel.writeInbound(new TextWebSocketFrame(false, 0, "{"));
        channel.writeInbound(new ContinuationWebSocketFrame(true, 0, "}"));
        channel.writeInbound(new PingWebSocketFrame());
        assertThat(behind.loose).isEqualTo(3);
        channel.writeInbound(new TextWebSocketFrame("{}"));
        assertThat(behind.loose).isEqualTo(3);
        assertThat(channel.inboundMessages()).hasSize(4);
    }

    @Test
    void of_a_socket_that_is_being_closed_only_the_end_is_heard() {
        behind.closing = true;
        assertThat(channel.writeInbound(new TextWebSocketFrame("{}"))).isFalse();
        assertThat(channel.writeInbound(new PingWebSocketFrame())).isFalse();
        assertThat(channel.writeInbound(new CloseWebSocketFrame(1000, ""))).isTrue();
    }

    @Test
    void a_text_of_several_pieces_may_be_cut_within_a_letter() {
        channel.writeInbound(new TextWebSocketFrame(false, 0, bytes(0xe2, 0x82)));
        channel.writeInbound(new PingWebSocketFrame());
        channel.writeInbound(new ContinuationWebSocketFrame(true, 0, bytes(0xac)));
        assertThat(behind.closedWith).isEmpty();
        assertThat(channel.inboundMessages()).hasSize(3);
    }

    @Test
    void a_message_begins_with_its_first_piece_that_is_not_empty_or_with_its_last() {
        channel.writeInbound(new TextWebSocketFrame(false, 0, bytes()));
        channel.writeInbound(new PingWebSocketFrame());
        channel.writeInbound(new ContinuationWebSocketFrame(false, 0, bytes('a')));
        channel.writeInbound(new ContinuationWebSocketFrame(true, 0, bytes()));
        requireNext(PingWebSocketFrame.class, "", true);
        requireNext(TextWebSocketFrame.class, "a", false);
        requireNext(ContinuationWebSocketFrame.class, "", true);
    }

    @Test
    void a_message_of_empty_pieces_is_an_empty_message() {
        channel.writeInbound(new TextWebSocketFrame(false, 0, bytes()));
        channel.writeInbound(new ContinuationWebSocketFrame(true, 0, bytes()));
        requireNext(TextWebSocketFrame.class, "", true);
        channel.writeInbound(new TextWebSocketFrame("b"));
        requireNext(TextWebSocketFrame.class, "b", true);
    }

    private void requireNext(Class<? extends WebSocketFrame> kind, String text, boolean last) {
        WebSocketFrame frame = channel.readInbound();
        assertThat(frame).isInstanceOf(kind);
        assertThat(frame.content().toString(StandardCharsets.UTF_8)).isEqualTo(text);
        assertThat(frame.isFinalFragment()).isEqualTo(last);
        frame.release();
    }

    @Test
    void a_text_that_is_no_utf_8_comes_no_further_from_the_piece_on_where_that_shows() {
        channel.writeInbound(new TextWebSocketFrame(false, 0, bytes(0xe2, 0x82)));
        assertThat(behind.closedWith).isEmpty();
        channel.writeInbound(new ContinuationWebSocketFrame(false, 0, bytes('(')));
        assertThat(behind.closedWith).contains(CloseCode.TEXT);
        assertThat(channel.inboundMessages()).hasSize(1);
    }

    @Test
    void a_text_that_ends_within_a_letter_is_no_text() {
        channel.writeInbound(new TextWebSocketFrame(true, 0, bytes(0xe2, 0x82)));
        assertThat(behind.closedWith).contains(CloseCode.TEXT);
    }

    @Test
    void a_close_with_a_code_that_there_cannot_be_is_not_answered_with_it() {
        assertThat(channel.writeInbound(new CloseWebSocketFrame(true, 0, bytes(0x13, 0x88))))
                .isFalse();
        assertThat(behind.closedWith).contains(CloseCode.PROTOCOL);
    }

    private static ByteBuf bytes(int... values) {
        ByteBuf bytes = Unpooled.buffer(values.length);
        for (int value : values) {
            bytes.writeByte(value);
        }
        return bytes;
    }
}

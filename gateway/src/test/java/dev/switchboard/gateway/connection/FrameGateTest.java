package dev.switchboard.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.wire.CloseCode;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
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
        public void unreadable(CloseCode why, String reason) {}

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
}

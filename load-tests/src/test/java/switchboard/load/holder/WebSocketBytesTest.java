package switchboard.load.holder;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebSocketBytesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 125, 126, 4_000, 70_000})
    void a_frame_of_any_length_is_read_once_it_is_all_there(int length) {
        String text = "x".repeat(length);
        ByteBuf whole = serverText(text);
        for (int some : new int[] {1, 2, 3, whole.readableBytes() - 1}) {
            if (some < whole.readableBytes()) {
                ByteBuf part = whole.slice(0, some);
                assertThat(WebSocketBytes.frame(part)).isEmpty();
                assertThat(part.readerIndex()).isZero();
            }
        }
        WebSocketBytes.Frame frame = WebSocketBytes.frame(whole).orElseThrow();
        assertThat(frame.opcode()).isEqualTo(WebSocketBytes.TEXT);
        assertThat(frame.isFinal()).isTrue();
        assertThat(frame.text()).isEqualTo(text);
        assertThat(whole.isReadable()).isFalse();
    }

    @Test
    void a_close_frame_has_a_code_or_none() {
        assertThat(frame("88021194").closeCode()).isEqualTo(4_500);
        assertThat(frame("8800").closeCode()).isEqualTo(1_005);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 125, 126, 16_000})
    void what_the_client_sends_is_masked_and_comes_out_as_it_was(int length) {
        byte[] payload = "é".repeat(length / 2).getBytes(StandardCharsets.UTF_8);
        ByteBuf out =
                WebSocketBytes.masked(
                        UnpooledByteBufAllocator.DEFAULT, WebSocketBytes.TEXT, payload);
        assertThat(out.readUnsignedByte()).isEqualTo((short) 0x81);
        int second = out.readUnsignedByte();
        assertThat(second & 0x80).isEqualTo(0x80);
        int told = (second & 0x7f) == 126 ? out.readUnsignedShort() : second & 0x7f;
        assertThat(told).isEqualTo(payload.length);
        byte[] mask = new byte[4];
        out.readBytes(mask);
        byte[] masked = new byte[payload.length];
        out.readBytes(masked);
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= mask[i % 4];
        }
        assertThat(masked).isEqualTo(payload);
        out.release();
    }

    @Test
    void an_answer_is_read_once_its_head_is_there_and_frames_may_follow() {
        ByteBuf in = ascii("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r");
        assertThat(WebSocketBytes.answer(in)).isEmpty();
        in.writeBytes(ascii("\n")).writeBytes(serverText("hello"));
        assertThat(WebSocketBytes.answer(in)).contains(new WebSocketBytes.Answer(101, 0));
        assertThat(WebSocketBytes.frame(in).orElseThrow().text()).isEqualTo("hello");
    }

    @Test
    void a_refusal_names_the_time_to_wait() {
        ByteBuf in = ascii("HTTP/1.1 503 Service Unavailable\r\nretry-After: 7\r\n\r\n");
        assertThat(WebSocketBytes.answer(in)).contains(new WebSocketBytes.Answer(503, 7));
    }

    private static ByteBuf ascii(String text) {
        return Unpooled.buffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static WebSocketBytes.Frame frame(String hex) {
        ByteBuf in = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
        return WebSocketBytes.frame(in).orElseThrow();
    }

    private static ByteBuf serverText(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuf out = Unpooled.buffer().writeByte(0x81);
        if (payload.length < 126) {
            out.writeByte(payload.length);
        } else if (payload.length < 65_536) {
            out.writeByte(126).writeShort(payload.length);
        } else {
            out.writeByte(127).writeLong(payload.length);
        }
        return out.writeBytes(payload);
    }
}

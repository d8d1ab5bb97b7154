package switchboard.load.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import switchboard.load.Json;

/// The [NettyPeer]'s side of a connection to the model: reads an answer's events and passes its
/// pieces on, all that one read brings at once.
final class NettyPeerAnswer extends SimpleChannelInboundHandler<HttpObject> {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int DATA_PREFIX = "data: ".length();

    private final Channel socket;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private String turn = "";
    private int offset;

    NettyPeerAnswer(Channel socket) {
        this.socket = socket;
    }

    /// The next answer is this one.
    void begin(String turn) {
        this.turn = turn;
        offset = 0;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) throws IOException {
        if (part instanceof HttpContent content) {
            read(content.content());
        }
        if (part instanceof LastHttpContent) {
            NettyPeerSocket.write(
                    socket, Json.frame("turn").put("turn", turn).put("state", "completed"));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        socket.flush();
    }

    private void read(ByteBuf bytes) throws IOException {
        while (bytes.isReadable()) {
            int length = bytes.bytesBefore((byte) '\n');
            bytes.readBytes(line, length < 0 ? bytes.readableBytes() : length);
            if (length >= 0) {
                bytes.skipBytes(1);
                event(line.toByteArray());
                line.reset();
            }
        }
    }

    private void event(byte[] field) {
        if (field.length <= DATA_PREFIX || field[0] != 'd' || field[DATA_PREFIX] != '{') {
            return;
        }
        String piece = piece(field);
        if (!piece.isEmpty()) {
            NettyPeerSocket.write(
                    socket,
                    Json.frame("delta").put("turn", turn).put("offset", offset).put("text", piece));
            offset += piece.length();
        }
    }

    /// What an event's `content` is; empty where it has none.
    private static String piece(byte[] field) {
        try (JsonParser parser =
                FACTORY.createParser(field, DATA_PREFIX, field.length - DATA_PREFIX)) {
            String content = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME
                        && parser.currentName().equals("content")
                        && parser.nextToken() == JsonToken.VALUE_STRING) {
                    content = parser.getText();
                }
            }
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        var _ = socket.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}

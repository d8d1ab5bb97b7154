package switchboard.load.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import switchboard.load.Json;

/// A client's socket at the [NettyPeer], with a connection to the model of its own.
final class NettyPeerSocket extends SimpleChannelInboundHandler<TextWebSocketFrame> {

    private final Bootstrap toModel;
    private final URI url;
    private @Nullable Channel model;

    NettyPeerSocket(Bootstrap toModel, URI url) {
        this.toModel = toModel;
        this.url = url;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
        ByteBuf text = frame.content();
        if (text.getByte(text.readerIndex()) != '{') {
            var _ = context.write(frame.retain(), context.voidPromise());
            return;
        }
        JsonNode json = Json.read(frame.text());
        switch (Json.type(json)) {
            case "hello" -> write(context.channel(), Json.frame("welcome").put("heartbeat", 25));
            case "say" -> ask(context.channel(), json);
            default -> {
                // Nobody sends anything else.
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    static void write(Channel channel, ObjectNode frame) {
        byte[] bytes = frame.toString().getBytes(StandardCharsets.UTF_8);
        var text = new TextWebSocketFrame(Unpooled.wrappedBuffer(bytes));
        var _ = channel.write(text, channel.voidPromise());
    }

    private void ask(Channel socket, JsonNode say) {
        ObjectNode request = Json.object().put("model", "bench").put("stream", true);
        request.putArray("messages")
                .addObject()
                .put("role", "user")
                .put("content", Json.text(say, "text"));
        String id = Json.text(say, "id");
        if (model != null && model.isActive()) {
            send(model, request, id);
            return;
        }
        var only =
                new ChannelInitializer<EpollSocketChannel>() {
                    @Override
                    protected void initChannel(EpollSocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec())
                                .addLast(new NettyPeerAnswer(socket));
                    }
                };
        var connecting = toModel.clone().handler(only).connect();
        model = connecting.channel();
        var _ =
                connecting.addListener(done -> {
                    if (done.isSuccess()) {
                        send(connecting.channel(), request, id);
                    } else {
                        var _ = socket.close();
                    }
                });
    }

    private void send(Channel model, ObjectNode body, String id) {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        var request =
                new DefaultFullHttpRequest(
                        HttpVersion.HTTP_1_1,
                        HttpMethod.POST,
                        url.getRawPath(),
                        Unpooled.wrappedBuffer(bytes));
        request.headers()
                .set(HttpHeaderNames.HOST, url.getAuthority())
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
        model.pipeline().get(NettyPeerAnswer.class).begin(id);
        var _ = model.writeAndFlush(request, model.voidPromise());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (model != null) {
            var _ = model.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}

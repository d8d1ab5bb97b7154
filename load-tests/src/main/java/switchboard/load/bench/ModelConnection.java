package switchboard.load.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One connection to the [ModelServer]: a request, its answer, and then the next.
final class ModelConnection extends ChannelInboundHandlerAdapter {

    private static final Pattern LENGTH =
            Pattern.compile("\r\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);
    private static final String HEAD_END = "\r\n\r\n";
    private static final String ORDER = "? #";

    private final ModelServer server;
    private final StringBuilder request = new StringBuilder();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Stream stream;
    private @Nullable Future<?> next;
    private long dueNanos;

    ModelConnection(ModelServer server) {
        this.server = server;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        this.context = context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        ByteBuf bytes = (ByteBuf) read;
        // Lengths are of bytes, and nothing that is looked for is more than ASCII.
        request.append(bytes.toString(StandardCharsets.ISO_8859_1));
        bytes.release();
        int body = request.indexOf(HEAD_END) + HEAD_END.length();
        if (body >= HEAD_END.length() && request.length() - body >= bodyBytes(body)) {
            String whole = request.substring(body);
            request.setLength(0);
            begin(context, server.stream(order(whole)));
        }
    }

    private int bodyBytes(int head) {
        Matcher length = LENGTH.matcher(request).region(0, head);
        if (!length.find()) {
            throw new IllegalArgumentException("a request has no Content-Length");
        }
        return Integer.parseInt(length.group(1));
    }

    /// What the last question is about: the questions before it are told along.
    static int order(String body) {
        int from = body.lastIndexOf(ORDER);
        if (from < 0) {
            throw new IllegalArgumentException("nobody asks about an order");
        }
        int number = 0;
        for (int i = from + ORDER.length(); Character.isDigit(body.charAt(i)); i++) {
            number = 10 * number + body.charAt(i) - '0';
        }
        return number;
    }

    private void begin(ChannelHandlerContext context, Stream of) {
        stream = of;
        of.whenReceived(this::received);
        server.began(this);
        var _ = context.write(SseChunks.HEAD.duplicate(), context.voidPromise());
        deliver();
    }

    /// Goes on in the way that the server is told to.
    void deliver() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
        switch (server.delivery()) {
            case Delivery.Window window -> writeUpTo(window.tokens());
            case Delivery.Paced paced -> {
                // Streams are not in step.
                long first = ThreadLocalRandom.current().nextLong(paced.nanosEach() + 1);
                dueNanos = System.nanoTime() + first;
                flush();
                writeLater(paced.nanosEach());
            }
        }
    }

    private void received() {
        if (server.delivery() instanceof Delivery.Window window) {
            writeUpTo(window.tokens());
        }
    }

    private void writeUpTo(int tokensUnderWay) {
        while (stream != null && stream.underWay() < tokensUnderWay) {
            write(System.nanoTime());
        }
        flush();
    }

    private void writeLater(long nanosEach) {
        if (context != null && stream != null) {
            long pause = Math.max(0, dueNanos - System.nanoTime());
            next =
                    context.executor()
                            .schedule(() -> writeDue(nanosEach), pause, TimeUnit.NANOSECONDS);
        }
    }

    private void writeDue(long nanosEach) {
        long now = System.nanoTime();
        while (stream != null && dueNanos <= now) {
            write(now);
            dueNanos += nanosEach;
        }
        flush();
        writeLater(nanosEach);
    }

    /// The next token, and where it is the last one, the end.
    private void write(long nowNanos) {
        if (context == null || stream == null) {
            return;
        }
        Stream of = stream;
        int token = of.sent();
        of.send(nowNanos);
        var _ = context.write(SseChunks.token(token), context.voidPromise());
        if (of.isSent()) {
            var _ = context.write(SseChunks.TAIL.duplicate(), context.voidPromise());
            stream = null;
            server.ended(this);
        }
    }

    private void flush() {
        if (context != null) {
            context.flush();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IllegalArgumentException) {
            System.err.println("the model was asked what it does not know: " + cause.getMessage());
        }
        gone();
        var _ = context.close();
    }

    private void gone() {
        stream = null;
        if (next != null) {
            next.cancel(false);
        }
        server.ended(this);
    }
}

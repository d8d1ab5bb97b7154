package dev.switchboard.gateway.assistant.openai;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.TokenUsage;
import dev.switchboard.gateway.assistant.Model;
import dev.switchboard.gateway.assistant.Model.Completion;
import dev.switchboard.gateway.assistant.Model.Failure;
import dev.switchboard.gateway.assistant.Model.Failure.Kind;
import dev.switchboard.gateway.assistant.Model.ToolCall;
import dev.switchboard.gateway.assistant.openai.ModelMeters.Outcome;
import dev.switchboard.gateway.config.GatewayConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One answer: its tries, its deadlines, and what its listener is told. Lives on one event loop.
final class OpenAiAnswer implements Model.Answering {
    private static final Logger LOG = LoggerFactory.getLogger(OpenAiAnswer.class);

    /// A token is some 250 bytes of JSON; a model that sends far more for each is not writing text.
    private static final long BYTES_PER_TOKEN_MAX = 4_096;

    private static final long BYTES_BESIDE_TOKENS_MAX = 1 << 20;

    private final Vertx vertx;
    private final Thread home = Thread.currentThread();
    private final StreamingChatModel chat;
    private final GatewayConfig.Model settings;
    private final ModelMeters meters;
    private final ChatRequest request;
    private final Model.Listener listener;
    private final Deadlines deadlines;

    private boolean ended;
    private boolean started;
    private boolean paused;
    private int retries;
    private @Nullable Exchange exchange;

    OpenAiAnswer(
            Vertx vertx,
            StreamingChatModel chat,
            GatewayConfig.Model settings,
            ModelMeters meters,
            ChatRequest request,
            Model.Listener listener) {
        this.vertx = vertx;
        this.chat = chat;
        this.settings = settings;
        this.meters = meters;
        this.request = request;
        this.listener = listener;
        this.deadlines =
                new Deadlines(vertx, settings, late -> fail(new Failure(Kind.TIMEOUT, late)));
        meters.began();
    }

    void begin() {
        if (!ended) {
            deadlines.arm();
            attempt();
        }
    }

    @Override
    public void pause() {
        requireHome();
        if (!ended) {
            paused = true;
            deadlines.paused();
            if (exchange != null) {
                exchange.pause();
            }
        }
    }

    @Override
    public void resume() {
        requireHome();
        if (!ended && paused) {
            paused = false;
            deadlines.resumed();
            if (exchange != null) {
                exchange.resume();
            }
        }
    }

    @Override
    public void cancel() {
        requireHome();
        if (!ended) {
            end(Outcome.CANCELLED);
        }
    }

    private void requireHome() {
        if (Thread.currentThread() != home) {
            throw new IllegalStateException("an answer was touched from outside its event loop");
        }
    }

    private void attempt() {
        if (ended) {
            return;
        }
        Attempt next = new Attempt();
        exchange = next.mine;
        if (paused) {
            next.mine.pause();
        }
        ScopedValue.where(Exchange.CURRENT, next.mine).run(() -> chat.chat(request, next));
    }

    private void end(Outcome outcome) {
        ended = true;
        deadlines.disarm();
        meters.ended(outcome, deadlines.elapsed());
        if (exchange != null && !exchange.done()) {
            exchange.cancel();
        }
    }

    private void fail(Failure failure) {
        end(Outcome.FAILED);
        meters.failed(failure.kind());
        tell(() -> listener.failed(failure));
    }

    private void stumbled(Fault fault) {
        if (started || !fault.retriable() || retries >= settings.retriesMax()) {
            fail(fault.failure());
            return;
        }
        Duration delay = Backoff.after(retries, fault.retryAfter());
        if (delay.compareTo(deadlines.untilFirstTokenIsLate()) >= 0) {
            fail(fault.failure());
            return;
        }
        retries++;
        meters.retried();
        exchange = null;
        vertx.setTimer(Math.max(1, delay.toMillis()), _ -> attempt());
    }

    /// A listener that throws has a bug. Its answer ends for that, but ends properly, so that
    /// whoever waits for it does not wait for ever.
    private void tell(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException bug) {
            LOG.error("The listener of an answer threw", bug);
            if (!ended) {
                String name = bug.getClass().getSimpleName();
                fail(new Failure(Kind.BAD_RESPONSE, "the answer's listener threw " + name));
            }
        }
    }

    private void completed(ChatResponse response, String text, boolean done) {
        TokenUsage usage = response.tokenUsage();
        if (usage != null) {
            meters.tokens(count(usage.inputTokenCount()), count(usage.outputTokenCount()));
        }
        List<ToolCall> calls;
        try {
            calls = ToolCalls.of(response.aiMessage().toolExecutionRequests());
        } catch (DecodeException _) {
            fail(new Failure(Kind.BAD_RESPONSE, "a tool's arguments were not a JSON object"));
            return;
        }
        if (response.finishReason() == null && !done) {
            fail(new Failure(Kind.BROKEN_STREAM, "the stream ended before the answer did"));
        } else if (text.isEmpty() && calls.isEmpty()) {
            fail(new Failure(Kind.BAD_RESPONSE, "the model finished without a word"));
        } else {
            end(Outcome.COMPLETED);
            tell(() -> listener.completed(new Completion(text, calls)));
        }
    }

    private static int count(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }

    /// What langchain4j says of one try, and the words that its exchange reads by itself. A try
    /// that has been given up is not listened to.
    private final class Attempt implements StreamingChatResponseHandler {
        private final Exchange mine;
        private final StringBuilder text = new StringBuilder();

        Attempt() {
            long bytesMax =
                    BYTES_BESIDE_TOKENS_MAX + BYTES_PER_TOKEN_MAX * settings.outputTokensMax();
            mine = new Exchange(vertx, bytesMax, this::onPartialResponse);
        }

        private boolean current() {
            return !ended && exchange == mine;
        }

        private void piece() {
            if (deadlines.piece()) {
                started = true;
                meters.firstToken(deadlines.elapsed());
            }
        }

        @Override
        public void onPartialResponse(String piece) {
            if (current()) {
                piece();
                text.append(piece);
                tell(() -> listener.text(piece));
            }
        }

        @Override
        public void onPartialToolCall(PartialToolCall call) {
            if (current()) {
                piece();
            }
        }

        /// An event that carries none of the answer: the role, the end, the usage, or an error,
        /// which langchain4j does not see.
        @Override
        public void onUnmappedRawEvent(Object raw) {
            if (current()
                    && raw instanceof ServerSentEvent event
                    && event.data().contains("\"error\"")) {
                JsonObject whole = new JsonObject(event.data());
                if (whole.getValue("error") != null || "error".equals(whole.getValue("object"))) {
                    fail(Fault.of(UpstreamException.errorEvent(event.data())).failure());
                }
            }
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            if (current()) {
                completed(response, text.toString(), mine.done());
            }
        }

        @Override
        public void onError(Throwable error) {
            if (current()) {
                mine.cancel();
                stumbled(Fault.of(error));
            }
        }
    }
}

package switchboard.load.bench;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import switchboard.load.Questions;
import switchboard.load.holder.Latencies;

/// Clients of which each asks as soon as it has its answer. On one event loop, but for what other
/// threads [ask for][#sofar].
final class Askers implements Line.Ear {

    private static final String OFFSET = "\"offset\":";
    private static final String TEXT = "\"text\":\"";
    private static final String COMPLETED = "\"completed\"";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration FIRST_ANSWERS = Duration.ofMinutes(2);

    private final EventLoop loop;
    private final Dialect dialect;
    private final int tokensPerAnswer;
    private final List<Stream> streams;
    private final SplittableRandom random = new SplittableRandom(1);
    private final CompletableFuture<Void> failed = new CompletableFuture<>();
    private final CompletableFuture<Void> allAnswered = new CompletableFuture<>();
    private final CompletableFuture<Void> atRest = new CompletableFuture<>();
    private Latencies took = new Latencies();
    private long tokens;
    private long frames;
    private int answering;
    private int answered;
    private boolean silent;

    /// What has arrived up to now.
    ///
    /// @param frames with tokens in them
    record Sofar(long tokens, long frames) {}

    Askers(EventLoop loop, Dialect dialect, int count, int tokensPerAnswer) {
        this.loop = loop;
        this.dialect = dialect;
        this.tokensPerAnswer = tokensPerAnswer;
        streams = IntStream.range(0, count).mapToObj(_ -> new Stream(tokensPerAnswer)).toList();
    }

    List<Stream> streams() {
        return streams;
    }

    /// @throws IllegalStateException where an answer was not what it should be
    Sofar sofar() {
        if (failed.isCompletedExceptionally()) {
            Waiting.await(failed, PATIENCE, "");
        }
        return onLoop(() -> new Sofar(tokens, frames));
    }

    /// How long tokens took from the model to the client since this was asked before.
    Latencies latencies() {
        return onLoop(() -> {
            Latencies before = took;
            took = new Latencies();
            return before;
        });
    }

    private <T> T onLoop(Supplier<T> what) {
        return Waiting.await(CompletableFuture.supplyAsync(what, loop), PATIENCE, "the event loop");
    }

    /// Waits until there have been as many answers as there are clients: whatever a server learns
    /// when it is first asked is behind it.
    void firstAnswers() {
        var either = CompletableFuture.anyOf(allAnswered, failed);
        Waiting.await(either, FIRST_ANSWERS, "the first answers");
    }

    /// Asks no more and waits for the last answers.
    void rest() {
        onLoop(() -> {
            silent = true;
            lookWhetherAtRest();
            return silent;
        });
        Waiting.await(CompletableFuture.anyOf(atRest, failed), PATIENCE, "the last answers");
    }

    private void lookWhetherAtRest() {
        if (silent && answering == 0) {
            atRest.complete(null);
        }
    }

    /// The first answers are of all lengths, so that not all that follow end at once.
    @Override
    public void welcomed(Line line) {
        answering++;
        ask(line, random.nextInt(1, tokensPerAnswer + 1));
    }

    private void ask(Line line, int tokens) {
        Stream stream = streams.get(line.index());
        stream.begin(tokens);
        int question = stream.answers();
        // Not everybody asks the same at once.
        String text = Questions.about(line.index(), line.index() + question);
        line.send(dialect.say("m-" + question, text));
    }

    @Override
    public void told(Line line, String kind, String text) {
        switch (kind) {
            case "delta" -> delta(line, text);
            case "turn" -> turn(line, text);
            case "holder", "error" -> lost(line, text);
            default -> {
                // Switchboard's protocol has more to say.
            }
        }
    }

    private void delta(Line line, String frame) {
        int upTo = end(frame) / SseChunks.TOKEN_CHARS;
        try {
            tokens += streams.get(line.index()).receive(upTo, System.nanoTime(), took);
            frames++;
        } catch (IllegalStateException e) {
            lost(line, String.valueOf(e.getMessage()));
        }
    }

    /// Where in the answer a delta ends, in letters. No letter of the model's is written with more
    /// than one.
    static int end(String frame) {
        int end = 0;
        int at = frame.indexOf(OFFSET) + OFFSET.length();
        while (Character.isDigit(frame.charAt(at))) {
            end = 10 * end + frame.charAt(at++) - '0';
        }
        int text = frame.indexOf(TEXT, at) + TEXT.length();
        return end + frame.indexOf('"', text) - text;
    }

    private void turn(Line line, String frame) {
        if (frame.contains("\"started\"")) {
            return;
        }
        if (!frame.contains(COMPLETED)) {
            lost(line, "an answer did not end well: " + frame);
        } else if (!streams.get(line.index()).isReceived()) {
            lost(line, "an answer ended before its last token came");
        } else {
            answered(line);
        }
    }

    private void answered(Line line) {
        answered++;
        if (answered == streams.size()) {
            allAnswered.complete(null);
        }
        if (silent) {
            answering--;
            lookWhetherAtRest();
        } else {
            ask(line, tokensPerAnswer);
        }
    }

    @Override
    public void lost(Line line, String why) {
        failed.completeExceptionally(
                new IllegalStateException("client " + line.index() + ": " + why));
    }
}

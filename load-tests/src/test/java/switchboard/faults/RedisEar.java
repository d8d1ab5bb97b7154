package switchboard.faults;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/// Hears one connection between a node and Redis as commands and answers, so that a [Lie] can come
/// between. Answers come in the order of the commands, which is how they are told apart.
final class RedisEar extends FaultProxy.PlainEar {

    private static final int UNANSWERED_MAX = 100_000;

    /// What becomes of the next answer.
    private sealed interface Slot {
        record Pass() implements Slot {}

        record Swallow() implements Slot {}

        record Say(byte[] bytes) implements Slot {}

        /// From then on it is a stream of another kind.
        record Stream() implements Slot {}
    }

    /// What makes a connection a stream of another kind: replicas and sentinels.
    private static final Set<String> STREAMS = Set.of("PSYNC", "SYNC", "SUBSCRIBE", "MONITOR");

    private final Supplier<Lie> lie;
    private final BlockingQueue<Slot> slots = new ArrayBlockingQueue<>(UNANSWERED_MAX);
    private volatile FaultProxy.Sink client;

    RedisEar(Supplier<Lie> lie) {
        this.lie = lie;
    }

    @Override
    public void up(InputStream from, FaultProxy.Sink server) throws IOException {
        var resp = new Resp(from);
        while (true) {
            List<String> words =
                    new ArrayList<>(resp.read().items().stream().map(Resp.Value::text).toList());
            words.set(0, words.getFirst().toUpperCase(Locale.ROOT));
            byte[] raw = resp.taken();
            if (STREAMS.contains(words.getFirst())) {
                slots.add(new Slot.Stream());
                server.accept(raw);
                passOn(resp.rest(), server);
                return;
            }
            for (Lie.Step step : lie.get().tell(words)) {
                switch (step) {
                    case Lie.Step.Pass(var same) when same == words -> {
                        slots.add(new Slot.Pass());
                        server.accept(raw);
                    }
                    case Lie.Step.Pass(var other) -> {
                        slots.add(new Slot.Pass());
                        server.accept(Resp.command(other));
                    }
                    case Lie.Step.Hidden(var other) -> {
                        slots.add(new Slot.Swallow());
                        server.accept(Resp.command(other));
                    }
                    case Lie.Step.Answer(var bytes) -> say(bytes);
                }
            }
        }
    }

    /// Where nothing is awaited from Redis, nothing would bring the answer along.
    private void say(byte[] bytes) throws IOException {
        synchronized (slots) {
            if (!slots.isEmpty() || client == null) {
                slots.add(new Slot.Say(bytes));
                return;
            }
        }
        client.accept(bytes);
    }

    @Override
    public void down(InputStream server, FaultProxy.Sink to) throws IOException {
        client = to;
        var resp = new Resp(server);
        while (true) {
            Resp.Value value = resp.read();
            byte[] raw = resp.taken();
            if (value.kind() == '>') {
                to.accept(raw);
            } else if (slots.peek() instanceof Slot.Stream) {
                to.accept(raw);
                passOn(resp.rest(), to);
                return;
            } else {
                answered(raw, to);
            }
        }
    }

    private void answered(byte[] raw, FaultProxy.Sink to) throws IOException {
        var said = new ArrayList<byte[]>();
        synchronized (slots) {
            Slot slot = slots.remove();
            if (slot instanceof Slot.Pass) {
                said.add(raw);
            }
            while (slots.peek() instanceof Slot.Say(var bytes)) {
                slots.remove();
                said.add(bytes);
            }
            for (byte[] bytes : said) {
                to.accept(bytes);
            }
        }
    }
}

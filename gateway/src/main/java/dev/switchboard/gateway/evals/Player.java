package dev.switchboard.gateway.evals;

import dev.switchboard.gateway.evals.Device.Frame;
import dev.switchboard.gateway.evals.EvalCase.Deed;
import dev.switchboard.gateway.evals.EvalCase.Turn;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Plays cases against a node, as customers at their phones. Blocks; for virtual threads.
final class Player {
    private final HttpClient http;
    private final int port;
    private final Accounts accounts;
    private final Recorder recorder;
    private final Checker checker;
    private final Duration patience;

    /// @param port of the node, on this machine
    /// @param patience for whatever is waited for
    Player(
            HttpClient http,
            int port,
            Accounts accounts,
            Recorder recorder,
            Checker checker,
            Duration patience) {
        this.http = http;
        this.port = port;
        this.accounts = accounts;
        this.recorder = recorder;
        this.checker = checker;
        this.patience = patience;
    }

    /// Plays it once. Runs of the same case come one after another, so that what the recorder finds
    /// meanwhile is this run's.
    Run play(EvalCase script, int number) throws InterruptedException {
        var run = new Playing(script);
        try {
            run.play();
        } catch (Stuck stuck) {
            run.misses.add(new Run.Miss(run.turn, String.valueOf(stuck.getMessage())));
        } finally {
            run.end();
        }
        return new Run(number, run.misses, run.transcript, run.timings, run.handedOver);
    }

    private final class Playing {
        private final EvalCase script;
        private final List<Run.Miss> misses = new ArrayList<>();
        private final List<TurnSeen.Line> transcript = new ArrayList<>();
        private final List<Run.Timing> timings = new ArrayList<>();
        private final TreeMap<Integer, Device> devices = new TreeMap<>();
        private int turn;
        private int said;
        private int read;
        private String holder = "assistant";
        private boolean handedOver;

        Playing(EvalCase script) {
            this.script = script;
        }

        void play() throws InterruptedException {
            Cast cast = Cast.of(script, accounts);
            try (Recorder.Watch watch =
                    recorder.watch(script.modelNever().stream().map(cast::fill).toList())) {
                for (Turn next : script.turns()) {
                    turn++;
                    play(next, cast);
                }
                turn = 0;
                afterwards(cast, watch);
            }
        }

        private void play(Turn next, Cast cast) throws InterruptedException {
            Device first = device(1, cast);
            List<Device> on = new ArrayList<>();
            for (int number : next.devices()) {
                on.add(device(number, cast));
            }
            List<String> ids = new ArrayList<>();
            for (JsonObject frame : frames(next.deed(), cast)) {
                for (Device device : on) {
                    String id = "m" + ++said;
                    ids.add(id);
                    device.send(frame.copy().put("id", id));
                }
            }
            long sent = System.nanoTime();
            var settling = new Settling(next.deed(), ids, read);
            first.await(settling.what(), settling::done);
            // What was on its way to this client is there when the answer to a ping is.
            do {
                long pongs = pongs(first);
                first.send(new JsonObject().put("type", "ping"));
                first.await("the answer to a ping", _ -> pongs(first) > pongs);
                first.await(settling.what(), settling::done);
            } while (!settling.done(first.frames()));
            List<Frame> all = first.frames();
            TurnSeen seen = TurnSeen.of(all.subList(read, all.size()), holder, sent);
            read = all.size();
            note(seen);
            checker.misses(next.expect(), script.never(), seen, cast::fill)
                    .forEach(miss -> misses.add(new Run.Miss(turn, miss)));
        }

        private void note(TurnSeen seen) {
            holder = seen.holder();
            handedOver |= holder.equals("queue");
            transcript.addAll(seen.lines());
            if (seen.firstDeltaNanos().isPresent() && seen.answeredNanos().isPresent()) {
                timings.add(
                        new Run.Timing(
                                TimeUnit.NANOSECONDS.toMillis(seen.firstDeltaNanos().getAsLong()),
                                TimeUnit.NANOSECONDS.toMillis(seen.answeredNanos().getAsLong())));
            }
        }

        private List<JsonObject> frames(Deed deed, Cast cast) {
            return switch (deed) {
                case Deed.Says(var texts) ->
                        texts.stream()
                                .map(text ->
                                        new JsonObject()
                                                .put("type", "say")
                                                .put("text", cast.fill(text)))
                                .toList();
                case Deed.AsksForPerson _ -> List.of(new JsonObject().put("type", "human"));
                case Deed.Ends _ -> List.of(new JsonObject().put("type", "end"));
            };
        }

        private void afterwards(Cast cast, Recorder.Watch watch) throws InterruptedException {
            watch.found()
                    .forEach(text ->
                            misses.add(new Run.Miss(0, "the model was sent “%s”".formatted(text))));
            List<String> wanted = script.changes().stream().map(cast::fill).sorted().toList();
            List<String> made = accounts.of(cast.sub(), script.market()).changes(cast.before());
            if (!made.equals(wanted)) {
                misses.add(
                        new Run.Miss(
                                0,
                                "the account should have changed by %s, but did by %s"
                                        .formatted(wanted, made)));
            }
            if (cast.other().isPresent()) {
                Cast.Other other = cast.other().get();
                List<String> theirs =
                        accounts.of(other.sub(), script.market()).changes(other.before());
                if (!theirs.isEmpty()) {
                    misses.add(new Run.Miss(0, "somebody else's account was changed by " + theirs));
                }
            }
        }

        private Device device(int number, Cast cast) throws InterruptedException {
            Device open = devices.get(number);
            if (open == null) {
                open =
                        Device.open(
                                http,
                                port,
                                DemoTokens.mint(http, port, cast.sub(), script),
                                script.language(),
                                patience);
                devices.put(number, open);
            }
            return open;
        }

        void end() {
            devices.values().forEach(Device::close);
        }
    }

    private static long pongs(Device device) {
        return device.frames().stream().filter(frame -> frame.type().equals("pong")).count();
    }
}

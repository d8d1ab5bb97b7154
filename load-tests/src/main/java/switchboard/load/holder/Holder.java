package switchboard.load.holder;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import switchboard.load.Json;
import switchboard.load.Tokens;

/// Holds sessions of customers against nodes that run: `Holder --address ws://127.0.0.1:8080
/// --sessions 10000`, with the nodes' `auth.secret` in SWITCHBOARD_AUTH_SECRET. Prints a line of
/// JSON each second and a last one with what was found. More sessions than a process may have files
/// are no matter, see [DescriptorTable]. Status 0: all were there when the last chat had ended, and
/// nothing that was said was lost; 1: not so; 2: it was not understood.
public final class Holder {

    static final String SECRET = "SWITCHBOARD_AUTH_SECRET";

    private static final int PROBLEMS_SHOWN = 20;

    /// What is told to it, a word on a line of its input, at the end of which all leave; other
    /// words mean nothing.
    enum Order {
        /// As many more may come as the next of the stops says.
        GROW,
        /// How long anybody waits counts from now on alone.
        MEASURE,
        /// Nobody says anything more. When the last has been answered its lines have `concluded`.
        CONCLUDE
    }

    private final HolderOptions options;
    private final Waits waits = new Waits();
    private final List<Crowd> crowds = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private final Iterator<Integer> stops;
    private volatile int allowed;
    private Optional<Duration> built = Optional.empty();

    private Holder(HolderOptions options) {
        this.options = options;
        this.stops = options.stops().iterator();
        grow();
    }

    private void grow() {
        allowed = stops.hasNext() ? stops.next() : options.sessions();
    }

    public static void main(String[] arguments) {
        HolderOptions options;
        String secret = System.getenv(SECRET);
        try {
            options = HolderOptions.of(List.of(arguments));
            if (secret == null) {
                throw new IllegalArgumentException(SECRET + " is not set");
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        try {
            System.exit(new Holder(options).run(new Tokens(secret)) ? 0 : 1);
        } catch (RuntimeException e) {
            // The event loops would keep the process alive.
            e.printStackTrace();
            System.exit(1);
        }
    }

    /// @return whether no promise was broken
    private boolean run(Tokens tokens) {
        DescriptorTable.openShared();
        int count = Math.ceilDiv(options.sessions(), DescriptorTable.SESSIONS_MAX);
        List<CompletableFuture<Tally>> lasts = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < count; i++) {
            int size = options.sessions() / count + (i < options.sessions() % count ? 1 : 0);
            Crowd.Turn turn = turnAfter(i == 0 ? () -> true : crowds.getLast()::isComplete);
            Begun begun = DescriptorTable.ask("crowd" + i, begin(first, size, turn, tokens));
            crowds.add(begun.crowd());
            lasts.add(begun.last());
            first += size;
        }
        if (options.hold().isZero()) {
            Thread.ofPlatform().daemon().start(this::readOrders);
        }
        CompletableFuture<Void> over =
                CompletableFuture.allOf(lasts.toArray(CompletableFuture[]::new));
        while (!over.isDone()) {
            boolean concluded = crowds.stream().allMatch(Crowd::hasConcluded);
            System.out.println(
                    line(sum(crowds.stream().map(Crowd::tally))).put("concluded", concluded));
            pause(over);
            lasts.stream()
                    .filter(CompletableFuture::isCompletedExceptionally)
                    .forEach(CompletableFuture::join);
            if (isTimeToLeave()) {
                crowds.forEach(Crowd::leave);
            }
        }
        Tally last = sum(lasts.stream().map(CompletableFuture::join));
        System.out.println(lastLine(last));
        return last.problems().isEmpty();
    }

    /// Nobody chats before all may come: at a stop the nodes are stood still to be looked at.
    private Crowd.Turn turnAfter(BooleanSupplier others) {
        return new Crowd.Turn() {
            @Override
            public boolean mayCome(int index) {
                return index < allowed && others.getAsBoolean();
            }

            @Override
            public boolean mayTalk() {
                return allowed == options.sessions();
            }
        };
    }

    /// Once all have been held for long enough, where there is a time for that, or have not come in
    /// theirs.
    private boolean isTimeToLeave() {
        Duration sofar = Duration.ofNanos(System.nanoTime() - startNanos);
        if (built.isEmpty() && crowds.stream().allMatch(Crowd::isComplete)) {
            built = Optional.of(sofar);
        }
        if (built.isEmpty()) {
            return sofar.compareTo(options.build()) > 0;
        }
        return !options.hold().isZero()
                && sofar.compareTo(built.orElseThrow().plus(options.hold())) > 0;
    }

    private record Begun(Crowd crowd, CompletableFuture<Tally> last) {}

    /// Makes the event loop too, which opens files, and starts it.
    private Supplier<Begun> begin(int first, int size, Crowd.Turn turn, Tokens tokens) {
        return () -> {
            var group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
            var crowd = new Crowd(options, first, size, turn, tokens, waits, group.next());
            return new Begun(crowd, crowd.begin());
        };
    }

    private static void pause(CompletableFuture<Void> over) {
        try {
            over.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // As it mostly is.
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Tally sum(Stream<Tally> tallies) {
        return tallies.reduce(Tally.NONE, Tally::plus);
    }

    private ObjectNode line(Tally tally) {
        ObjectNode line =
                Json.object().put("name", options.name()).put("sessions", options.sessions());
        tally.describe(line);
        waits.describe(line);
        OwnProcess.describe(line);
        return line;
    }

    private ObjectNode lastLine(Tally tally) {
        ObjectNode line =
                line(tally)
                        .put("end", true)
                        .put("buildSeconds", built.orElse(Duration.ZERO).toMillis() / 1e3)
                        .put("problems", tally.problems().size());
        tally.problems().stream()
                .limit(PROBLEMS_SHOWN)
                .forEach(line.withArray("problemsShown")::add);
        waits.encode(line);
        return line;
    }

    /// Whoever started it holds the other end: it ends with them, however they end.
    private void readOrders() {
        try (var orders = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            orders.lines().forEach(this::follow);
        } catch (UncheckedIOException | IOException e) {
            // There is nobody any more.
        }
        crowds.forEach(Crowd::leave);
    }

    private void follow(String order) {
        if (order.equals(Order.GROW.name())) {
            grow();
        } else if (order.equals(Order.MEASURE.name())) {
            waits.forget();
        } else if (order.equals(Order.CONCLUDE.name())) {
            crowds.forEach(Crowd::conclude);
        }
    }
}

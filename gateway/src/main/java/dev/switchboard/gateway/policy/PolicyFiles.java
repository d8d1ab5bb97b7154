package dev.switchboard.gateway.policy;

import dev.switchboard.routing.policy.RoutingPolicy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The policy of `markets.yaml` and `routing.yaml` as it was last found good. Somebody else owns
/// the thread that looks for changes ([PolicyWatch]).
///
/// A change is taken when two looks in a row found the same, so that neither half of a file nor one
/// new and one old file is taken while both are being written.
public final class PolicyFiles implements Watched {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyFiles.class);

    private final Path dir;
    private final List<Consumer<RoutingPolicy>> listeners = new CopyOnWriteArrayList<>();
    private final Map<Reload, Counter> reloads = new EnumMap<>(Reload.class);
    private volatile PolicyOutcome.Ok current;
    private PolicySource judged;
    private PolicySource seen;

    /// What came of changed files.
    private enum Reload {
        APPLIED,
        REFUSED,
        /// Other words for the same policy.
        UNCHANGED
    }

    /// What came of opening the files.
    public sealed interface Opened {
        record Good(PolicyFiles files) implements Opened {}

        record Refused(List<PolicyError> errors) implements Opened {
            public Refused {
                errors = List.copyOf(errors);
            }
        }
    }

    private PolicyFiles(
            Path dir, PolicySource source, PolicyOutcome.Ok current, MeterRegistry registry) {
        this.dir = dir;
        this.judged = source;
        this.seen = source;
        this.current = current;
        for (Reload reload : Reload.values()) {
            reloads.put(
                    reload,
                    Counter.builder("switchboard.policy.reloads")
                            .description("changes of markets and routing that were found")
                            .tag("outcome", reload.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    /// Reads the files of `dir`. Blocks.
    public static Opened open(Path dir, MeterRegistry registry) {
        PolicySource source = PolicySource.settled(dir);
        return switch (PolicyLoader.load(source)) {
            case PolicyOutcome.Ok ok -> new Opened.Good(new PolicyFiles(dir, source, ok, registry));
            case PolicyOutcome.Refused refused -> new Opened.Refused(refused.errors());
        };
    }

    /// What holds now. From any thread.
    public RoutingPolicy current() {
        return current.routing();
    }

    /// What is spoken in a market, BCP 47, the language most spoken first; none where the market is
    /// unknown. From any thread.
    public List<String> languages(Optional<String> market) {
        return market.map(current.languages()::get).orElse(List.of());
    }

    /// What the assistant may do on an account of a market, by the names of its tools. From any
    /// thread.
    public Set<String> tools(Optional<String> market) {
        return current.tools().of(market);
    }

    /// Has `listener` called with each policy that replaces the current one: once for each, in
    /// order, on the thread that looks, after [#current()] gives it.
    public void onChange(Consumer<RoutingPolicy> listener) {
        listeners.add(listener);
    }

    @Override
    public void look() {
        PolicySource now = PolicySource.read(dir);
        boolean settled = now.equals(seen);
        seen = now;
        if (settled && !now.equals(judged)) {
            judged = now;
            Reload outcome =
                    switch (PolicyLoader.load(now)) {
                        case PolicyOutcome.Ok ok -> take(ok);
                        case PolicyOutcome.Refused refused -> refuse(refused);
                    };
            counter(outcome).increment();
            if (outcome == Reload.APPLIED) {
                RoutingPolicy policy = current();
                listeners.forEach(listener -> listener.accept(policy));
            }
        }
    }

    private Reload take(PolicyOutcome.Ok found) {
        boolean changed = !found.routing().equals(current.routing());
        current = found;
        if (!changed) {
            return Reload.UNCHANGED;
        }
        LOG.atInfo().addKeyValue("dir", dir).log("Took a changed routing policy");
        return Reload.APPLIED;
    }

    private Reload refuse(PolicyOutcome.Refused refused) {
        LOG.atWarn()
                .addKeyValue(
                        "errors",
                        refused.errors().stream()
                                .map(PolicyError::toString)
                                .collect(Collectors.joining("\n")))
                .log("Refused a changed routing policy; the one before stays");
        return Reload.REFUSED;
    }

    private Counter counter(Reload outcome) {
        return Objects.requireNonNull(reloads.get(outcome));
    }
}

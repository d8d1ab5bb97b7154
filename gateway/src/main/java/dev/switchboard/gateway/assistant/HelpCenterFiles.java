package dev.switchboard.gateway.assistant;

import dev.switchboard.gateway.policy.Watched;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The help centre as its files were last found good. Somebody else owns the thread that looks for
/// changes.
///
/// A change is taken when two looks in a row found the same, so that no half of what is being
/// written is taken. What a look compares is which files there are, how large and how old: there
/// are hundreds.
public final class HelpCenterFiles implements Watched {
    private static final Logger LOG = LoggerFactory.getLogger(HelpCenterFiles.class);

    /// Between two looks.
    public static final Duration PERIOD = Duration.ofSeconds(2);

    private final Path dir;
    private final Function<String, Set<String>> asking;
    private final Links links;
    private final Counter applied;
    private final Counter refused;
    private final List<Consumer<HelpCenter>> listeners = new CopyOnWriteArrayList<>();
    private Map<Path, Stamp> judged;
    private Map<Path, Stamp> seen;
    private volatile HelpCenter current;

    private HelpCenterFiles(
            Path dir, Function<String, Set<String>> asking, Links links, MeterRegistry registry) {
        this.dir = dir;
        this.asking = asking;
        this.links = links;
        applied = reloads(registry, "applied");
        refused = reloads(registry, "refused");
        judged = stamps();
        seen = judged;
        current = HelpCenter.load(dir, asking, links);
    }

    /// Reads the files of a directory. Blocks.
    ///
    /// @param asking for each language, the words that say nothing about what is asked
    /// @throws InvalidContent where a file cannot be used; its message says what to do
    public static HelpCenterFiles open(
            Path dir, Function<String, Set<String>> asking, Links links, MeterRegistry registry) {
        return new HelpCenterFiles(dir, asking, links, registry);
    }

    /// What holds now. From any thread; an answer that has begun keeps what it got.
    public HelpCenter current() {
        return current;
    }

    /// Has `listener` called with each help centre that replaces the current one, in order, on the
    /// thread that looks, after [#current()] gives it.
    public void onChange(Consumer<HelpCenter> listener) {
        listeners.add(listener);
    }

    @Override
    public void look() {
        Map<Path, Stamp> now = stamps();
        boolean settled = now.equals(seen);
        seen = now;
        if (settled && !now.equals(judged)) {
            judged = now;
            try {
                take(HelpCenter.load(dir, asking, links).after(current));
            } catch (InvalidContent | UncheckedIOException bad) {
                refused.increment();
                LOG.atWarn()
                        .addKeyValue("error", bad.getMessage())
                        .log("Refused a changed help centre; the one before stays");
            }
        }
    }

    private void take(HelpCenter next) {
        current = next;
        applied.increment();
        LOG.atInfo().addKeyValue("dir", dir).log("Took a changed help centre");
        next.warnings().forEach(LOG::warn);
        listeners.forEach(listener -> listener.accept(next));
    }

    /// What tells one state of a file from another.
    ///
    /// @param trouble why it could not be looked at; empty: it could
    private record Stamp(long size, FileTime changed, Optional<Object> key, String trouble) {
        static final Stamp OF_FOLDER = of("");

        static Stamp of(String trouble) {
            return new Stamp(0, FileTime.fromMillis(0), Optional.empty(), trouble);
        }

        static Stamp of(Path file) {
            try {
                var found = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(
                        found.size(),
                        found.lastModifiedTime(),
                        Optional.ofNullable(found.fileKey()),
                        "");
            } catch (IOException unreadable) {
                return of("unreadable");
            }
        }
    }

    private Map<Path, Stamp> stamps() {
        Map<Path, Stamp> stamps = new HashMap<>();
        try {
            for (Path folder : ContentFiles.list(dir)) {
                stamps.put(folder, Stamp.OF_FOLDER);
                if (Files.isDirectory(folder)) {
                    for (Path file : ContentFiles.list(folder)) {
                        stamps.put(file, Stamp.of(file));
                    }
                }
            }
        } catch (InvalidContent | UncheckedIOException goneMeanwhile) {
            stamps.put(dir, Stamp.of(String.valueOf(goneMeanwhile.getMessage())));
        }
        return stamps;
    }

    private static Counter reloads(MeterRegistry registry, String outcome) {
        return Counter.builder("switchboard.help.center.reloads")
                .description("changes of the help centre that were found")
                .tag("outcome", outcome)
                .register(registry);
    }
}

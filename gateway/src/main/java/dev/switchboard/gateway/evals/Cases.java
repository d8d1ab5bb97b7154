package dev.switchboard.gateway.evals;

import dev.switchboard.gateway.policy.Place;
import dev.switchboard.gateway.policy.PolicyError;
import dev.switchboard.gateway.policy.Problems;
import dev.switchboard.gateway.policy.RawFile;
import dev.switchboard.gateway.policy.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The cases of a directory, or all that is wrong with them.
public sealed interface Cases {

    /// @param cases in the order of the files' names and of what stands in them
    record Good(List<EvalCase> cases) implements Cases {
        public Good {
            cases = List.copyOf(cases);
        }
    }

    /// @param errors with file and line
    record Refused(List<PolicyError> errors) implements Cases {
        public Refused {
            errors = List.copyOf(errors);
        }
    }

    /// Reads every `.yaml` of a directory.
    static Cases load(Path dir) {
        Map<String, EvalCase> cases = new LinkedHashMap<>();
        List<PolicyError> errors = new ArrayList<>();
        try (Stream<Path> entries = Files.list(dir)) {
            for (Path file : entries.filter(Cases::isContent).sorted().toList()) {
                var problems = new Problems(file);
                YamlReader.read(RawFile.read(file), problems)
                        .ifPresent(keys ->
                                new CaseReader(file, problems)
                                        .read(keys)
                                        .forEach(read -> add(cases, read, problems)));
                errors.addAll(problems.errors());
            }
        } catch (IOException e) {
            return refused(
                    dir,
                    Files.isDirectory(dir)
                            ? "the directory cannot be read (%s)".formatted(e)
                            : "there is no such directory, but cases are read from it");
        }
        if (!errors.isEmpty()) {
            return new Refused(errors);
        }
        return cases.isEmpty()
                ? refused(dir, "there is no case in it, but at least one is needed")
                : new Good(List.copyOf(cases.values()));
    }

    private static void add(Map<String, EvalCase> cases, CaseReader.Read read, Problems problems) {
        EvalCase before = cases.putIfAbsent(read.value().id(), read.value());
        if (before != null) {
            problems.add(
                    read.at(),
                    before.id(),
                    "%s is the name of the case in %s, too".formatted(before.id(), before.place()));
        }
    }

    private static Refused refused(Path dir, String sentence) {
        var problems = new Problems(dir);
        problems.add(Place.START, "", sentence);
        return new Refused(problems.errors());
    }

    private static boolean isContent(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".yaml") && !name.startsWith(".");
    }
}

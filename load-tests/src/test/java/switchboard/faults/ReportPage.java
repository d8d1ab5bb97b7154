package switchboard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The runs' figures as a page for people.
final class ReportPage {

    private static final String HEAD =
            """
            # What faults do to it

            Written by the fault suite. Real nodes, a real Redis and proxies between all of them, on
            one machine; clients that do what `docs/protocol.md` asks of a client; a checker that
            knows the protocol and Redis' log alone. Customers ask the assistant, stop it, ask for a
            person, talk with one and begin anew; every fourth has a second device. Agents answer,
            close, give back and pass on.

            %s

            Leases are 2 s. A fault is brought about while all of them are at
            work; after that everything must come to rest: each message answered, each entry seen by
            all, no answer unfinished, nobody left in the queue. *Recovery* is the time from a fault's
            end to a client's next `accepted` (of one that says nothing and had lost its socket, the next
            `welcome`), which holds what the client waits before it reconnects.
            Each run is then made again with one part broken on purpose, in the last column, which
            the checker must notice by the invariant that is named.

            | run | what is done | size, seed | clients | messages | faults | lost | doubled | reordered | recovery: median, max | noticed by its stand-in |
            |---|---|---|---|---|---|---|---|---|---|---|
            """;

    private static final String TAIL =
            """

            ## Running it
            | | |
            |---|---|
            | all, full size | `mvn verify -Pfaults` |
            | all, as in CI | `mvn verify -Pfaults -Dfaults.size=short` |
            | one run, one seed | `mvn -pl load-tests verify -Pfaults -Dfaults.run=KilledInMidAnswerFault -Dfaults.seed=7` |
            | this page | `mvn verify -Pfaults -Dfaults.report=../docs/faults.md` |

            `-pl load-tests` takes the nodes' jar as it was built last. What each client sent and saw, what each
            node logged and what Redis wrote is in `load-tests/target/faults/RUN`. It needs `redis-server` and
            `faketime` of Debian. A seed decides what clients do and when, as far as real processes let it.
            """;

    private ReportPage() {}

    static String of(List<JsonNode> lines) throws IOException {
        var page = new StringBuilder(HEAD.formatted(machine()));
        for (JsonNode line : lines) {
            page.append(
                    "| %s | %s | %s, %d | %d | %d | %d | %d | %d | %d | %s, %s | %s: %s |%n"
                            .formatted(
                                    line.path("run").asText(),
                                    line.path("what").asText(),
                                    line.path("size").asText(),
                                    line.path("seed").asLong(),
                                    line.path("clients").asInt(),
                                    line.path("messages").asInt(),
                                    line.path("faults").asInt(),
                                    line.path("lost").asInt(),
                                    line.path("doubled").asInt(),
                                    line.path("reordered").asInt(),
                                    seconds(line.path("median").asLong()),
                                    seconds(line.path("max").asLong()),
                                    line.path("standIn").asText(),
                                    line.path("breaks").asText()));
        }
        return page.append(TAIL).toString();
    }

    private static String seconds(long ms) {
        return "%.2f s".formatted(ms / 1_000.0);
    }

    private static String machine() throws IOException {
        Process redis = new ProcessBuilder("redis-server", "--version").start();
        String version = new String(redis.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return "%d cores, %s, Java %s, Redis %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name") + " " + System.getProperty("os.version"),
                        Runtime.version().feature(),
                        version.replaceFirst("(?s).*v=(\\S+).*", "$1"));
    }
}

package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.switchboard.gateway.kit.Agent;
import dev.switchboard.gateway.kit.Peer;
import dev.switchboard.gateway.kit.PromQl;
import dev.switchboard.gateway.kit.Scrape;
import dev.switchboard.gateway.kit.TestGateway;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can be seen of a node that has been through an answer and a handoff, and that the dashboard
/// and the alerts look at nothing else.
class SightTest {

    private static final Path DEPLOY = Path.of("..", "config", "deploy");

    /// What Prometheus adds itself.
    private static final Set<String> ITS_METRICS = Set.of("up");

    private static final Set<String> ITS_LABELS = Set.of("instance", "job");

    /// Grafana's own, as Prometheus is asked them.
    private static final List<List<String>> VARIABLES =
            List.of(List.of("$__rate_interval", "5m"), List.of("$node", ".+"));

    private static final Pattern IN_TEXT =
            Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?([a-z_]+)\\s*}}");

    @TempDir static Path data;
    private static Scrape scrape;

    @BeforeAll
    static void tell() {
        try (var gateway = TestGateway.start(data);
                Agent ana = new Agent(gateway.port(), "ana", gateway.agent("ana", 1, "en"));
                Peer sue = Peer.open(gateway.port(), "/seat", gateway.supervisor("sue"));
                Peer mia = Peer.open(gateway.port(), "/chat", gateway.customer("mia", "en"))) {
            mia.send("say", "id", "m1", "text", "How long does a refund take?");
            mia.next("turn", f -> f.getString("state").equals("completed"));
            mia.send("human", "id", "h1");
            ana.accept();
            String conversation = ana.assigned();
            mia.next("holder", f -> f.getString("holder").equals("agent"));
            try (Peer gone = Peer.open(gateway.port(), "/chat", gateway.customer("ben", "en"))) {
                gone.sendBinary(new byte[1]);
                assertThat(gone.closeCode()).isEqualTo(1003);
            }
            sue.send("ping");
            sue.next("pong");
            // What is only looked at from time to time, or told by the JVM when it likes.
            System.gc();
            scrape =
                    await(
                            gateway,
                            seen ->
                                    seen.sum("switchboard_loop_delay_seconds_count") > 0
                                            && seen.sum("switchboard_pool_seats") > 1
                                            && seen.sum("switchboard_pool_wait_seconds_count") > 0
                                            && seen.sum(
                                                            "switchboard_sessions_open",
                                                            "role",
                                                            "customer")
                                                    == 1
                                            && !seen.of("jvm_gc_pause_seconds_max").isEmpty());
            ana.end(conversation);
        }
    }

    @Test
    void sessions_are_counted_by_role_and_by_how_far_they_have_come() {
        for (String role : List.of("customer", "agent", "supervisor")) {
            assertThat(sum("switchboard_sessions_open", "role", role, "state", "welcomed"))
                    .as(role)
                    .isEqualTo(1);
            assertThat(sum("switchboard_sessions_open", "role", role, "state", "greeting"))
                    .as(role)
                    .isZero();
        }
        assertThat(sum("switchboard_handshakes_time_seconds_count")).isEqualTo(4);
        assertThat(sum("switchboard_handshakes_time_seconds_sum")).isPositive();
        assertThat(sum("switchboard_sockets_evicted_total", "code", "1003")).isEqualTo(1);
        assertThat(sum("switchboard_sockets_evicted_total", "code", "4413")).isZero();
    }

    @Test
    void an_answer_is_counted_from_its_first_token_to_its_deltas() {
        assertThat(sum("switchboard_turns_first_token_seconds_count")).isEqualTo(1);
        assertThat(sum("switchboard_turns_first_token_seconds_sum")).isPositive();
        double tokens = sum("switchboard_turns_tokens_total");
        assertThat(tokens).isGreaterThan(3);
        assertThat(sum("switchboard_turns_deltas_total")).isBetween(1.0, tokens);
        assertThat(sum("switchboard_conversation_commit_seconds_count")).isGreaterThan(3);
    }

    @Test
    void an_offer_is_counted_once_when_it_is_made_and_once_when_it_ends() {
        assertThat(sum("switchboard_offers_made_total")).isEqualTo(1);
        assertThat(sum("switchboard_offers_ended_total", "outcome", "accepted")).isEqualTo(1);
        assertThat(sum("switchboard_offers_ended_total")).isEqualTo(1);
        assertThat(sum("switchboard_pool_wait_seconds_count")).isEqualTo(1);
        assertThat(sum("switchboard_pool_leads")).isEqualTo(1);
        assertThat(sum("switchboard_pool_seats")).isEqualTo(2);
        assertThat(sum("switchboard_conversation_handoffs_total", "reason", "direct-request"))
                .isEqualTo(1);
    }

    @Test
    void the_inbox_and_the_event_loops_are_timed() {
        assertThat(sum("switchboard_inbox_lag_seconds_count")).isPositive();
        assertThat(sum("switchboard_loop_delay_seconds_count")).isPositive();
        assertThat(sum("switchboard_loop_delay_seconds_sum")).isPositive();
    }

    @Test
    void the_dashboard_asks_for_what_a_node_tells() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(DEPLOY.resolve("grafana.json").toFile());
        List<JsonNode> targets = dashboard.findParents("expr");
        assertThat(targets).hasSizeGreaterThan(40);
        for (JsonNode target : targets) {
            requireTold(target.path("expr").asText(), target.path("legendFormat").asText());
        }
        Matcher node =
                Pattern.compile("label_values\\((\\w+), (\\w+)\\)")
                        .matcher(dashboard.at("/templating/list/1/query").asText());
        assertThat(node.matches()).isTrue();
        assertThat(scrape.of(node.group(1))).isNotEmpty();
        assertThat(ITS_LABELS).contains(node.group(2));
        assertThat(dashboard.path("panels").findValuesAsText("id")).doesNotHaveDuplicates();
    }

    @Test
    void the_alerts_ask_for_what_a_node_tells() throws IOException {
        List<JsonNode> rules = alerts().findParents("alert");
        assertThat(rules).hasSizeGreaterThan(20);
        assertThat(rules.stream().map(rule -> rule.path("alert").asText())).doesNotHaveDuplicates();
        for (JsonNode rule : rules) {
            String summary = rule.at("/annotations/summary").asText();
            assertThat(summary).isNotBlank();
            assertThat(rule.at("/labels/severity").asText()).isIn("page", "ticket");
            requireTold(rule.path("expr").asText(), summary);
        }
    }

    /// Where Prometheus' own tool is there, it reads all of it as Prometheus would.
    @Test
    void prometheus_can_read_every_expression() throws Exception {
        Optional<Path> promtool = promtool();
        assumeTrue(
                promtool.isPresent() || "required".equals(System.getenv("SWITCHBOARD_PROMTOOL")));
        var rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
        JsonNode dashboard = new ObjectMapper().readTree(DEPLOY.resolve("grafana.json").toFile());
        int n = 0;
        for (String expression : dashboard.findValuesAsText("expr")) {
            rules.append("  - record: panel:")
                    .append(n++)
                    .append("\n    expr: '")
                    .append(filledIn(expression))
                    .append("'\n");
        }
        Path panels = Files.writeString(data.resolve("panels.yaml"), rules);
        Process check =
                new ProcessBuilder(
                                promtool.orElseThrow().toString(),
                                "check",
                                "rules",
                                panels.toString(),
                                DEPLOY.resolve("alerts.yaml").toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
    }

    /// @param text for people, which may name labels
    private static void requireTold(String expression, String text) {
        PromQl asked = PromQl.of(filledIn(expression));
        assertThat(asked.selectors()).as(expression).isNotEmpty();
        var labels = new ArrayList<>(ITS_LABELS);
        for (PromQl.Selector selector : asked.selectors()) {
            if (ITS_METRICS.contains(selector.metric())) {
                continue;
            }
            List<Scrape.Sample> series = scrape.of(selector.metric());
            assertThat(series).as("%s of %s", selector.metric(), expression).isNotEmpty();
            series.forEach(sample -> labels.addAll(sample.labels().keySet()));
            for (PromQl.Matching matching : selector.matchings()) {
                assertThat(series)
                        .as("%s of %s", matching, expression)
                        .anyMatch(sample -> holds(sample, matching));
            }
        }
        assertThat(labels).as(expression).containsAll(asked.grouped());
        Matcher inText = IN_TEXT.matcher(text);
        while (inText.find()) {
            assertThat(labels).as("%s for %s", text, expression).contains(inText.group(1));
        }
    }

    private static boolean holds(Scrape.Sample sample, PromQl.Matching matching) {
        if (ITS_LABELS.contains(matching.label())) {
            return true;
        }
        String value = sample.labels().get(matching.label());
        return value != null
                && switch (matching.operator()) {
                    case "=" -> value.equals(matching.value());
                    case "!=" -> !value.equals(matching.value());
                    case "=~" -> value.matches(matching.value());
                    case "!~" -> !value.matches(matching.value());
                    default -> throw new AssertionError(matching);
                };
    }

    private static String filledIn(String expression) {
        String filled = expression;
        for (List<String> variable : VARIABLES) {
            filled = filled.replace(variable.getFirst(), variable.getLast());
        }
        return filled;
    }

    private static JsonNode alerts() throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(DEPLOY.resolve("alerts.yaml").toFile());
    }

    private static Optional<Path> promtool() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static double sum(String name, String... labels) {
        assertThat(scrape.of(name)).as(name).isNotEmpty();
        return scrape.sum(name, labels);
    }

    private static Scrape await(TestGateway gateway, Predicate<Scrape> such) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        Scrape seen = Scrape.of(gateway);
        while (!such.test(seen)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain");
            }
            seen = Scrape.of(gateway);
        }
        return seen;
    }
}

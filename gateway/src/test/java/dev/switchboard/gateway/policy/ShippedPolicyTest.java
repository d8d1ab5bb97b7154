package dev.switchboard.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.routing.conversation.Reason;
import dev.switchboard.routing.policy.EstimatePolicy;
import dev.switchboard.routing.policy.MarketPolicy;
import dev.switchboard.routing.policy.Overflow;
import dev.switchboard.routing.policy.Overflow.Deferred.How;
import dev.switchboard.routing.policy.PoolTimes;
import dev.switchboard.routing.policy.Relaxation;
import dev.switchboard.routing.policy.RoutingPolicy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `config/markets.yaml` and `config/routing.yaml` load, say what a first start needs, and document
/// what is true.
class ShippedPolicyTest {
    private static final Path DIR = Path.of("..", "config");

    private final PolicyOutcome.Ok shipped = (PolicyOutcome.Ok) PolicyLoader.load(DIR);

    @Test
    void the_files_load() {
        assertThat(PolicyLoader.load(DIR)).isInstanceOf(PolicyOutcome.Ok.class);
    }

    @Test
    void every_market_is_named_with_its_clocks_and_languages() {
        PolicyOutcome.Ok shipped = shipped();

        assertThat(String.join(" ", shipped.routing().markets().keySet()))
                .isEqualTo("AT AU BE CA CH CZ DE DK ES FI FR GB GR HU IE IT NL NO NZ PL PT SE US");
        assertThat(shipped.languages().keySet()).isEqualTo(shipped.routing().markets().keySet());
        assertThat(shipped.languages().get("CH")).containsExactly("de", "fr", "it");
        assertThat(shipped.routing().markets().get("AU").hours().zone())
                .hasToString("Australia/Sydney");
    }

    @Test
    void people_are_in_reach_in_every_market_day_and_night() {
        for (String market : shipped().routing().markets().keySet()) {
            for (int hour = 0; hour < 400 * 24; hour += 5) {
                assertThat(
                                policy().of(Optional.of(market))
                                        .hours()
                                        .openAt(
                                                Instant.parse("2026-01-01T00:30:00Z")
                                                        .plusSeconds(hour * 3_600L)))
                        .isTrue();
            }
        }
    }

    @Test
    void work_that_waited_too_long_goes_to_everybody_but_where_a_market_says_otherwise() {
        Overflow everybody = new Overflow.OtherMarkets(List.of());

        assertThat(policy().otherMarkets().overflow()).isEqualTo(everybody);
        assertThat(policy().otherMarkets().outOfHours())
                .isEqualTo(new Overflow.Deferred(How.TICKET));
        assertThat(
                        policy().markets().entrySet().stream()
                                .filter(e -> !e.getValue().overflow().equals(everybody))
                                .map(e -> e.getKey())
                                .toList())
                .containsExactly("GR", "HU");
        assertThat(policy().markets().values())
                .extracting(MarketPolicy::outOfHours)
                .containsOnly(new Overflow.Deferred(How.TICKET));
    }

    @Test
    void no_reason_requires_a_skill_so_that_two_agents_can_serve_everything() {
        for (Reason reason : Reason.values()) {
            assertThat(policy().of(reason).requiredSkills()).isEmpty();
            assertThat(policy().of(reason).cost()).isEqualTo(1);
        }
        assertThat(policy().of(Reason.DISPUTE).optionalSkills()).containsEntry("disputes", 3);
    }

    @Test
    void what_cannot_wait_is_urgent_and_nothing_else_is() {
        for (Reason reason : Reason.values()) {
            boolean urgent =
                    List.of(Reason.ACCOUNT_ACCESS, Reason.DISTRESS, Reason.LEGAL).contains(reason);
            assertThat(policy().of(reason).priority()).isEqualTo(urgent ? "urgent" : "normal");
        }
    }

    @Test
    void a_normal_conversation_that_waited_longer_is_not_overtaken_by_one_that_has_just_come() {
        long waited = policy().priority("normal").score(121_000);

        assertThat(policy().priority("urgent").score(0)).isLessThan(waited);
    }

    /// The shipped values are the ones that hold where a key is left out.
    @Test
    void the_shipped_times_levels_and_samples_are_the_defaults() {
        assertThat(policy().times()).isEqualTo(PoolTimes.DEFAULT);
        assertThat(policy().relaxation()).isEqualTo(Relaxation.DEFAULT);
        assertThat(policy().estimate()).isEqualTo(EstimatePolicy.DEFAULT);
        assertThat(policy().otherMarkets().hours().week())
                .isEqualTo(RoutingPolicy.DEFAULT.otherMarkets().hours().week());
        assertThat(policy().otherMarkets().overflow())
                .isEqualTo(RoutingPolicy.DEFAULT.otherMarkets().overflow());
        assertThat(policy().otherMarkets().outOfHours())
                .isEqualTo(RoutingPolicy.DEFAULT.otherMarkets().outOfHours());
    }

    @Test
    void every_default_that_a_comment_names_is_the_value_below_it() throws IOException {
        var documented =
                Pattern.compile(
                        "Default (\\S+?)[.:,]?(?: [^#\\n]*)?\\n(?: *#.*\\n)* *([a-z-]+): (\\S+)");
        var found = documented.matcher(Files.readString(DIR.resolve("routing.yaml")));
        int count = 0;
        while (found.find()) {
            count++;
            assertThat(found.group(3)).as(found.group(2)).isEqualTo(found.group(1));
        }
        assertThat(count).isGreaterThan(15);
    }

    /// The examples in comments are what a node would take.
    @Test
    void what_stands_in_comments_as_an_example_loads() throws IOException {
        String text = Files.readString(DIR.resolve("markets.yaml"));
        PolicySource source =
                new PolicySource(
                        raw(text.replace("    #overflow:", "    overflow:")),
                        RawFile.read(DIR.resolve("routing.yaml")));

        assertThat(PolicyLoader.load(source))
                .isInstanceOfSatisfying(
                        PolicyOutcome.Ok.class,
                        ok ->
                                assertThat(ok.routing().of(Optional.of("CH")).overflow())
                                        .isEqualTo(
                                                new Overflow.OtherMarkets(
                                                        List.of("DE", "AT", "FR", "IT"))));
    }

    private static RawFile raw(String text) {
        return new RawFile(
                Path.of("markets.yaml"),
                ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)),
                Optional.empty());
    }

    private RoutingPolicy policy() {
        return shipped().routing();
    }

    private PolicyOutcome.Ok shipped() {
        return shipped;
    }
}

package dev.switchboard.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentLevelsTest {

    @Test
    void without_the_claim_everything_listed_is_known_best() {
        Identity.Agent agent = agent("{}").orElseThrow();

        assertThat(agent.languageLevels()).isEqualTo(Map.of("en", 5, "sv", 5));
        assertThat(agent.skillLevels()).isEqualTo(Map.of("cards", 5, "disputes", 5));
    }

    @Test
    void levels_are_those_of_the_token_and_sorted_by_name() {
        Identity.Agent agent =
                agent(
                                """
                                {"levels":{"languages":{"sv":3},"skills":{"disputes":1,"cards":5}}}\
                                """)
                        .orElseThrow();

        assertThat(agent.languageLevels()).hasToString("{en=5, sv=3}");
        assertThat(agent.skillLevels()).hasToString("{cards=5, disputes=1}");
        assertThat(agent.languages()).containsExactly("sv", "en");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"levels\":null}",
                "{\"levels\":{}}",
                "{\"levels\":{\"skills\":null}}",
                "{\"levels\":{\"languages\":{}}}"
            })
    void levels_may_be_left_out_at_every_step(String claims) {
        assertThat(agent(claims)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"levels\":{\"languages\":{\"de\":3}}}",
                "{\"levels\":{\"skills\":{\"sv\":3}}}",
                "{\"levels\":{\"languages\":{\"sv\":0}}}",
                "{\"levels\":{\"languages\":{\"sv\":6}}}",
                "{\"levels\":{\"languages\":{\"sv\":3.5}}}",
                "{\"levels\":{\"languages\":{\"sv\":3.0}}}",
                "{\"levels\":{\"languages\":{\"sv\":\"3\"}}}",
                "{\"levels\":{\"languages\":{\"sv\":null}}}",
                "{\"levels\":{\"languages\":{\"sv\":9999999999}}}",
                "{\"levels\":{\"languages\":[\"sv\"]}}",
                "{\"levels\":{\"language\":{\"sv\":3}}}",
                "{\"levels\":{\"language\":{\"sv\":3},\"languages\":{}}}",
                "{\"levels\":3}"
            })
    void a_token_whose_levels_are_malformed_is_not_taken(String claims) {
        assertThat(agent(claims)).isEmpty();
    }

    @Test
    void the_levels_of_an_agent_do_not_change() {
        Identity.Agent agent = agent("{}").orElseThrow();

        assertThatThrownBy(() -> agent.languageLevels().put("sv", 1))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> agent.skillLevels().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static Optional<Identity.Agent> agent(String levels) {
        JsonObject claims =
                new JsonObject(
                                """
                                {"sub":"ana","role":"agent","exp":4102444800,
                                 "languages":["sv","en"],"skills":["disputes","cards"]}
                                """)
                        .mergeIn(new JsonObject(levels));
        return Identity.of(claims, 4).map(Identity.Agent.class::cast);
    }
}

package dev.switchboard.gateway.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.config.GatewayConfig;
import dev.switchboard.gateway.store.ConversationStore.Entry;
import dev.switchboard.routing.conversation.Author;
import dev.switchboard.routing.conversation.ConversationEvent.Said;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpentTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final int PROMPT = 2_000;

    private final List<Entry> log = new ArrayList<>();

    private void said(Author from, int chars) {
        log.add(
                new Entry(
                        log.size() + 1,
                        new Said(
                                NOON,
                                Optional.empty(),
                                from,
                                "x".repeat(chars),
                                "en",
                                Optional.empty(),
                                false,
                                0,
                                List.of())));
    }

    private static GatewayConfig.Assistant limits(int turnsMax, int costMax) {
        return new GatewayConfig.Assistant(4, 20, 16_384, 4, turnsMax, costMax);
    }

    @Test
    void an_answer_costs_its_prompt_what_was_said_before_and_itself() {
        said(new Author.Customer(), 400);
        said(new Author.Assistant(), 800);
        said(new Author.Agent("ana", "Ana"), 40);
        assertThat(Spent.of(log, limits(60, 250_000))).isEqualTo(new Spent(1, PROMPT + 100 + 200));
    }

    @Test
    void a_person_goes_on_when_either_bound_is_reached() {
        for (int i = 0; i < 3; i++) {
            said(new Author.Customer(), 400);
            said(new Author.Assistant(), 400);
        }
        assertThat(Spent.of(log, limits(4, 250_000)).isBeyond(limits(4, 250_000))).isFalse();
        assertThat(Spent.of(log, limits(3, 250_000)).isBeyond(limits(3, 250_000))).isTrue();
        assertThat(Spent.of(log, limits(60, 3 * PROMPT)).isBeyond(limits(60, 3 * PROMPT))).isTrue();
    }
}

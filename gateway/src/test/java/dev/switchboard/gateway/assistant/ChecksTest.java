package dev.switchboard.gateway.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChecksTest {

    private final Checks checks = new Checks("en", "SE");

    private static List<Model.Message> said(String text) {
        return List.of(new Model.Message(Model.Role.CUSTOMER, text));
    }

    @Test
    void the_model_reads_no_address_and_the_customer_reads_it_all_the_same() {
        List<Model.Message> history = checks.redacted(said("Write to me at ana@example.com"));
        assertThat(history).isEqualTo(said("Write to me at [email-1]"));
        assertThat(checks.text("I will write to [email-1].") + checks.finish())
                .isEqualTo("I will write to ana@example.com.");
        assertThat(checks.isShut()).isFalse();
    }

    @Test
    void a_tool_gets_the_address_that_the_model_has_not_seen() {
        assertThat(checks.redacted(said("My new address is ana@example.com")))
                .isEqualTo(said("My new address is [email-1]"));
        var call = new Model.ToolCall("change_profile", Map.of("email", "[email-1]"));
        assertThat(checks.restored(call).arguments()).containsEntry("email", "ana@example.com");
    }

    @Test
    void what_a_tool_tells_may_be_stated_but_its_addresses_are_not_read() {
        assertThat(checks.text("You owe ")).isEqualTo("You owe ");
        assertThat(checks.learn("Owed: SEK 1250, mail ana@example.com"))
                .isEqualTo("Owed: SEK 1250, mail [email-1]");
        assertThat(checks.text("1 250,00 kr today") + checks.finish())
                .isEqualTo("1 250,00 kr today");
    }

    @Test
    void an_amount_that_nobody_said_is_not_shown() {
        checks.learn(new Passage("a#1", "Fees", "The fee is 59 kr.", "en"));
        assertThat(checks.text("The fee is 69 kr.")).isEqualTo("The fee is ");
        assertThat(checks.isShut()).isTrue();
        assertThat(checks.uncovered()).contains("Quantity");
    }
}

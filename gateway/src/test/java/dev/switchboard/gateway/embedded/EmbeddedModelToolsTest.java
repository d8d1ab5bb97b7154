package dev.switchboard.gateway.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which tool the embedded model calls, by the topic of the first passage.
class EmbeddedModelToolsTest {

    private static final List<String> TOOLS =
            List.of(
                    "orders",
                    "payments",
                    "returns",
                    "declined_purchases",
                    "profile",
                    "extend_due_date",
                    "change_plan",
                    "report_return",
                    "change_profile",
                    "handoff");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | parcel-missing | Where is my parcel? | orders",
                "sv | refund-delayed | Var är min återbetalning? | returns",
                "de | declined-purchase | Warum wurde mein Kauf abgelehnt? | declined_purchases",
                "es | pay-later | ¿Cuándo vence mi pago? | payments",
                "ar | parcel-missing | أين طردي؟ | orders",
                "fi | parcel-missing | Missä pakettini on? | orders",
                "tr | parcel-missing | Kargom nerede? | orders",
                "ru | refund-delayed | Где мой возврат? | returns",
                "zh | parcel-missing | 我的包裹在哪里？ | orders",
                "hi | parcel-missing | मेरा पार्सल कहाँ है? | orders",
            })
    void what_is_asked_about_one_s_own_is_looked_up(
            String language, String slug, String question, String tool) {
        assertThat(next(language, slug, question)).isEqualTo(tool + " {}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | refunds | How long does a refund take?",
                "en | returns | How do I return an item?",
                "sv | delivery | Hur lång tid tar leveransen?",
                "de | returns | Wie lange dauert eine Rückerstattung?",
                "ar | refunds | كم يستغرق استرداد المبلغ؟",
            })
    void what_is_asked_in_general_is_left_to_the_help_centre(
            String language, String slug, String question) {
        assertThat(next(language, slug, question)).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "split-payment | Please split my order LM-123456 into 4 payments |"
                        + " change_plan {\"order\":\"LM-123456\",\"payments\":\"4\"}",
                "returns | I am sending back LM-123456 |"
                        + " report_return {\"order\":\"LM-123456\"}",
                "change-details | My new email is kim@example.org, please |"
                        + " change_profile {\"field\":\"email\",\"value\":\"kim@example.org\"}",
                "change-details | My new email is [email-1] |"
                        + " change_profile {\"field\":\"email\",\"value\":\"[email-1]\"}",
            })
    void a_change_that_is_plainly_asked_for_is_called(String slug, String question, String call) {
        assertThat(next("en", slug, question)).isEqualTo(call);
    }

    @Test
    void the_due_date_of_the_first_order_that_allows_it_is_moved() {
        String result =
                "<result tool=\"payments\">\n"
                        + "{&quot;payments&quot;:[{&quot;order&quot;:&quot;LM-1&quot;},"
                        + "{&quot;order&quot;:&quot;LM-2&quot;,&quot;extension&quot;:{}}]}\n"
                        + "LM-1 is due.\n</result>";
        assertThat(next("en", "extend-due-date", "Can I move my due date?"))
                .isEqualTo("payments {}");
        assertThat(next("en", "extend-due-date", "Can I move my due date?", result))
                .isEqualTo("extend_due_date {\"order\":\"LM-2\"}");
    }

    @Test
    void a_result_is_quoted_by_its_sentences_and_not_called_for_again() {
        String result =
                "<result tool=\"orders\">\n{&quot;orders&quot;:[]}\nNothing there.\n</result>";
        assertThat(next("en", "parcel-missing", "Where is my parcel?", result)).isEqualTo("none");
        var prompt = prompt("en", "parcel-missing", "Where is my parcel?", result);
        assertThat(prompt.results().getFirst().text()).isEqualTo("Nothing there.");
    }

    @Test
    void what_is_not_offered_is_not_called() {
        var prompt = prompt("en", "parcel-missing", "Where is my parcel?");
        assertThat(EmbeddedModelTools.next(prompt, List.of("handoff"))).isEmpty();
    }

    private static String next(String language, String slug, String question, String... results) {
        return EmbeddedModelTools.next(prompt(language, slug, question, results), TOOLS)
                .map(call -> call.tool() + " " + new JsonObject(call.arguments()).encode())
                .orElse("none");
    }

    private static EmbeddedModelPrompt prompt(
            String language, String slug, String question, String... results) {
        var messages = new ArrayList<EmbeddedModelRequest.Message>();
        messages.add(
                new EmbeddedModelRequest.Message(
                        "system",
                        "<language>%s</language><passage id=\"%s#1\" title=\"t\">x</passage>"
                                .formatted(language, slug)));
        messages.add(new EmbeddedModelRequest.Message("user", question));
        for (String result : results) {
            messages.add(new EmbeddedModelRequest.Message("tool", result));
        }
        return EmbeddedModelPrompt.of(messages);
    }
}

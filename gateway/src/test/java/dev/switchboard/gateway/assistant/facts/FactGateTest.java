package dev.switchboard.gateway.assistant.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactGateTest {

    private final Sources sources = new Sources();

    private FactGate gate() {
        return new FactGate(sources, "en");
    }

    private String shown(String answer) {
        FactGate gate = gate();
        return gate.accept(answer) + gate.finish();
    }

    @Test
    void plain_words_pass_piece_by_piece() {
        FactGate gate = gate();
        for (String piece : List.of("Your", " parcel", " is", " here", ", who", " helps", "?")) {
            assertThat(gate.accept(piece)).isEqualTo(piece);
        }
        assertThat(gate.finish()).isEmpty();
        assertThat(gate.isShut()).isFalse();
    }

    @Test
    void a_number_is_held_back_until_it_is_whole_and_known_to_be_right() {
        sources.add("You have 30 days.", "en");
        FactGate gate = gate();
        assertThat(gate.accept("You have ")).isEqualTo("You have ");
        assertThat(gate.accept("3")).isEmpty();
        assertThat(gate.accept("0")).isEmpty();
        assertThat(gate.accept(" da")).isEmpty();
        assertThat(gate.accept("ys ")).isEqualTo("30 days ");
        assertThat(gate.accept("to")).isEqualTo("to");
    }

    @Test
    void what_is_not_in_the_sources_is_not_shown_nor_is_anything_after_it() {
        sources.add("You have 30 days.", "en");
        FactGate gate = gate();
        assertThat(gate.accept("Good news! You have 45 days to pay."))
                .isEqualTo("Good news! You have ");
        assertThat(gate.isShut()).isTrue();
        assertThat(gate.uncovered()).contains("Quantity");
        assertThat(gate.accept(" Thanks.")).isEmpty();
        assertThat(gate.finish()).isEmpty();
        assertThat(gate.shown()).isEqualTo("Good news! You have ");
    }

    @Test
    void the_end_decides_what_was_still_open() {
        sources.add("The fee is 59 kr.", "en");
        FactGate gate = gate();
        assertThat(gate.accept("It is 59")).isEqualTo("It is ");
        assertThat(gate.finish()).isEqualTo("59");
        assertThat(shown("It is 60")).isEqualTo("It is ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Two steps:\n1. Open the app.\n2. Choose the order.\n10. Done.",
                "You can split it into 3 or 4 parts.",
                "It works, e.g. here, z.B. dort, t.ex. nu, i.e. now. How? Why not?",
                "Ask @support, or not.",
                "👍🏽 Great — thank you… 🎉",
                "Version history: what happened, when, where, http and www are words.",
            })
    void what_cannot_be_wrong_passes_without_a_source(String text) {
        assertThat(shown(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    see https://pay.example/refund | see https://evil.example/refund
                    see pay.example/refund. | see pay.example/other.
                    (www.pay.example/refund) | (www.pay.example)
                    [here](https://pay.example/refund) | [here](https://pay.example/refund?x)
                    Mail help@pay.example, please. | Mail help@pay.example.com, please.
                    Mail HELP@PAY.EXAMPLE! | Mail helping@pay.example!
                    Call +46 8 120 120 10. | Call +46 8 120 120 11.
                    Call 08-120 120 10 now | Call 08-120 120 12 now
                    Your order LM-20993 is here | Your order LM-20994 is here
                    Parcel RR123456785SE | Parcel RR123456786SE
                    order 4839201 | order 4839202
                    at 14:30 | at 14:45
                    at 2:30 pm | at 2:30 am
                    24/7 | 24/6 and 23/7
                    about 10000 people | about 10001 people
                    code １２３４ | code １２３５
                    """)
    void each_kind_is_compared_by_value(String right, String wrong) {
        sources.add(
                "https://pay.example/refund help@pay.example +46812012010 LM-20993 RR123456785SE"
                        + " 4839201 14:30 24/7 10 000 people, code 1234",
                "en");
        assertThat(shown(right)).isEqualTo(right);
        FactGate gate = gate();
        String passed = gate.accept(wrong) + gate.finish();
        assertThat(gate.isShut()).as(passed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "𝟏𝟐𝟓𝟎 kr",
                "1\u200B0 kr",
                "1\u20600 days",
                "１２ dagar",
                "٣٠ يوما",
                "call 0 8 0 0 1 2 3 4 5",
                "evil.example",
                "a@evil.example",
            })
    void no_way_to_write_it_gets_past(String text) {
        FactGate gate = gate();
        String passed = gate.accept(text) + gate.finish();
        assertThat(gate.isShut()).as(passed).isTrue();
    }

    @Test
    void an_order_number_does_not_vouch_for_an_amount() {
        sources.add("Order LM-20993 of 2026-12-03", "en");
        assertThat(shown("You owe 20993 kr")).isEqualTo("You owe ");
        assertThat(shown("You owe 2026 kr")).isEqualTo("You owe ");
        assertThat(shown("in 2026")).isEqualTo("in 2026");
    }

    @Test
    void a_date_may_not_be_given_a_year_that_nobody_said() {
        sources.add("Due on 3 December.", "en");
        assertThat(shown("Due on 3 December 2027.")).isEqualTo("Due on ");
    }

    /// Words, numbers and things that look like them, of several scripts.
    private static final List<String> BITS =
            List.of(
                    "Hello",
                    " ",
                    " ",
                    ", ",
                    ". ",
                    "\n",
                    "h",
                    "ht",
                    "www",
                    "http",
                    "https://",
                    "a@",
                    "@",
                    "b.example",
                    ".com",
                    "30",
                    "3",
                    "1 250,00",
                    " kr",
                    "€",
                    "$",
                    "+46 8 120 120 10",
                    " days",
                    "12",
                    "/",
                    "-",
                    ":",
                    "2026",
                    "2026-12-03",
                    " December ",
                    "3. prosince ",
                    "年",
                    "12月",
                    "3日",
                    "٣٠",
                    "٪",
                    "%",
                    "👍🏽",
                    "é",
                    "e\u0301",
                    "LM-20993",
                    "may ",
                    "the ",
                    "業",
                    "วัน",
                    "\u200F",
                    "\u00A0",
                    "(",
                    ")",
                    "1.",
                    "2) ",
                    "z.B.",
                    "x",
                    "\uD83D",
                    "𝟏");

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int bits = 1 + random.nextInt(14);
        for (int i = 0; i < bits; i++) {
            text.append(BITS.get(random.nextInt(BITS.size())));
        }
        return text.toString();
    }

    private static List<String> split(String text, Random random) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(5));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    @Test
    void what_is_shown_does_not_depend_on_how_the_text_was_cut_into_pieces() {
        sources.add("30 days, 1250 kr, 2026-12-03, https://b.example, LM-20993", "en");
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            String text = text(random);
            String whole = shown(text);
            assertThat(text).as("seed %d", seed).startsWith(whole);
            FactGate gate = gate();
            StringBuilder shown = new StringBuilder();
            for (String piece : split(text, random)) {
                shown.append(gate.accept(piece));
            }
            shown.append(gate.finish());
            assertThat(shown.toString()).as("seed %d: %s", seed, text).isEqualTo(whole);
        }
    }

    @Test
    void a_text_that_is_its_own_source_is_shown_whole() {
        for (long seed = 0; seed < 20_000; seed++) {
            String text = text(new Random(seed));
            Sources own = new Sources();
            own.add(text, "en");
            FactGate gate = new FactGate(own, "en");
            assertThat(gate.accept(text) + gate.finish()).as("seed %d", seed).isEqualTo(text);
        }
    }
}

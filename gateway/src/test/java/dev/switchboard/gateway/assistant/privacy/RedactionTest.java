package dev.switchboard.gateway.assistant.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SE | My card 4111 1111 1111 1111 was declined | My card [card] was declined
                    SE | 5500-0055-5555-5559 12/27 123 | [card] 12/27 123
                    SE | Mitt kort: 378282246310005. | Mitt kort: [card].
                    SA | بطاقتي ٤١١١ ١١١١ ١١١١ ١١١١ | بطاقتي [card]
                    IN | मेरा कार्ड ४१११११११११११११११ है | मेरा कार्ड [card] है
                    JP | カードは４１１１１１１１１１１１１１１１です | カードは[card]です
                    DE | IBAN DE89 3704 0044 0532 0130 00 bitte | IBAN [iban] bitte
                    SE | SE4550000000058398257466 | [iban]
                    NO | NO93 8601 1117 947! | [iban]!
                    SE | 19811218-9876 eller 811218-9876 | [national-id] eller [national-id]
                    NO | fnr 01010750160 | fnr [national-id]
                    DK | cpr 070761-4285 | cpr [national-id]
                    FI | hetu 131052-308T | hetu [national-id]
                    ES | mi DNI es 12345678Z | mi DNI es [national-id]
                    ES | NIE X1234567L | NIE [national-id]
                    IT | RSSMRA85T10A562S | [national-id]
                    PL | PESEL 44051401359 | PESEL [national-id]
                    NL | bsn 111222333 | bsn [national-id]
                    BE | 85.07.30-033.28 | [national-id]
                    PT | NIF 123456789 | NIF [national-id]
                    FR | 2 55 08 14 168 025 38 | [national-id]
                    DE | 36 574 261 809 | [national-id]
                    CZ | rodné číslo 710319/2745 | rodné číslo [national-id]
                    RO | CNP 1800101221144 | CNP [national-id]
                    GB | NI AB 12 34 56 C | NI [national-id]
                    US | SSN 078-05-1120 | SSN [national-id]
                    AT | SV 1237 010180 | SV [national-id]
                    CH | AHV 756.9217.0769.85 | AHV [national-id]
                    CA | SIN 046 454 286 | SIN [national-id]
                    SE | skriv till Anna.Andersson@mail.example.com, tack | skriv till [email-1], tack
                    GB | to kim.ashworth@newpost.example, please | to [email-1], please
                    JP | メールはanna@example.comです | メールは[email-1]です
                    SE | ring 070-174 06 05 | ring [phone-1]
                    DE | call +46 70 174 06 05. | call [phone-1].
                    SA | رقمي ‎+٤٦ ٧٠ ١٧٤ ٠٦ ٠٥ | رقمي ‎[phone-1]
                    """)
    void what_is_private_gives_way_to_a_word(String region, String text, String redacted) {
        assertThat(new Redaction(region).redact(text)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "My order LM-20993, placed 2026-11-03 at 14:30, cost 1 250,00 kr.",
                "Parcel RR123456785SE, order #LM-4839201",
                "I paid 4111 1111 1111 1112 kronor", // wrong check digit
                "IBAN DE88 3704 0044 0532 0130 00",
                "811218-9875",
                "12345678A",
                "PESEL 44051401358",
                "3-5 days, 24/7, 10 000, 2026, 50 %",
                "a @ b, @support",
            })
    void what_is_not_stays(String text) {
        assertThat(new Redaction("SE").redact(text)).isEqualTo(text);
    }

    @Test
    void the_same_address_has_the_same_word_and_a_tool_gets_it_back() {
        Redaction redaction = new Redaction("SE");
        assertThat(redaction.redact("old@example.com to New@example.com"))
                .isEqualTo("[email-1] to [email-2]");
        assertThat(redaction.redact("NEW@example.com, 070-174 06 05"))
                .isEqualTo("[email-2], [phone-1]");
        assertThat(redaction.restore("[email-2] and [phone-1], [email-9]"))
                .isEqualTo("New@example.com and 070-174 06 05, [email-9]");
    }

    @Test
    void nobody_can_write_a_word_of_ours() {
        Redaction redaction = new Redaction("SE");
        assertThat(redaction.redact("[email-1] is a@example.com"))
                .isEqualTo("(email-1) is [email-1]");
    }

    @Test
    void an_answer_gets_its_words_back_however_it_was_cut_into_pieces() {
        Redaction redaction = new Redaction("SE");
        String ignored = redaction.redact("a@example.com 070-174 06 05");
        assertThat(ignored).isEqualTo("[email-1] [phone-1]");
        String answer = "We wrote to [email-1] [see] [phone-1], [[email-1]] and [";
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Restoring restoring = new Restoring(redaction);
            StringBuilder shown = new StringBuilder();
            for (String piece : split(answer, random)) {
                shown.append(restoring.accept(piece));
            }
            shown.append(restoring.finish());
            assertThat(shown.toString()).as("seed %d", seed).isEqualTo(redaction.restore(answer));
        }
    }

    private static List<String> split(String text, Random random) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(9));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    @Test
    void a_text_that_is_clean_in_one_country_is_looked_at_again_in_another() {
        String text = "the number is 111222333, once more";
        for (int i = 0; i < 2; i++) {
            assertThat(new Redaction("IE").redact(text)).isEqualTo(text);
            assertThat(new Redaction("NL").redact(text))
                    .isEqualTo("the number is [national-id], once more");
        }
    }
}

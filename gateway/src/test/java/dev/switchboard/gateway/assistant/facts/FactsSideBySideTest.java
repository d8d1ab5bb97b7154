package dev.switchboard.gateway.assistant.facts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers that stand beside a month, a date or each other are read as what they are.
class FactsSideBySideTest {

    private static FactGate after(String language, String source, String answer) {
        Sources sources = new Sources();
        sources.add(source.replace(';', '\n'), language, "en");
        FactGate gate = new FactGate(sources, language);
        String shown = gate.accept(answer) + gate.finish();
        assertThat(answer).startsWith(shown);
        return gate;
    }

    /// What is said, what it says, and what it would say if it were misread.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sv | i december 1 250,00 kr | 1250 SEK | 12-01;2026-12-01;250 SEK
                    sv | i december 1\u00A0250,00 kr | 1250 SEK | 2026-12-01;250 SEK
                    sv | i december 1\u202F250 kr | 1250 SEK | 2026-12-01;250 SEK
                    sv | i december 1\u2009250 kr | 1250 SEK | 2026-12-01;250 SEK
                    nb | i desember 1 250,– kr | 1250 NOK | 2026-12-01;250 NOK
                    fr | en août 1 250,00 € | 1250 EUR | 2026-08-01;250 EUR
                    fr | en août 1 250 000 € | 1250000 EUR | 2026-08-01;250000 EUR
                    ru | в декабре 1 250 ₽ | 1250 RUB | 2026-12-01;250 RUB
                    hu | december 1 250 Ft | 1250 HUF | 2026-12-01;250 HUF
                    de | im Dezember 1'250.00 CHF | 1250 CHF | 2026-12-01;250 CHF
                    de | im Dezember 1’250 Franken | 1250 CHF | 2026-12-01;250 CHF
                    hi | दिसंबर 1,00,000 रुपये | 100000 INR | 2026-12-01;0 INR
                    hi | दिसंबर १,००,००० रुपये | 100000 INR | 2026-12-01
                    en | in December 1,00,000 INR | 100000 INR | 2026-12-01
                    ar | في ديسمبر ١٬٢٥٠ ريال | 1250 SAR | 2026-12-01;250 SAR
                    fa | در دسامبر ۱٬۲۵۰ ریال | 1250 IRR | 2026-12-01;250 IRR
                    ar | في ديسمبر ١٢٫٥٠ ريال | 12.50 SAR | 2026-12-12;50 SAR
                    sv | i december 12 kr | 12 SEK | 2026-12-12
                    sv | i december 12 % | 12 % | 2026-12-12
                    sv | i december 12 veckor | 12 weeks | 2026-12-12
                    en | in December 14:30 | 14:30 | 2026-12-14;30 days
                    sv | den 3 december 2 500 kr | 2026-12-03;2500 SEK | 2026-12-03;2026-12-02;500 SEK
                    sv | den 3 december 25 kr | 2026-12-03;25 SEK | 2026-12-03;2026-12-25
                    sv | den 3 december 14:30 | 2026-12-03;14:30 | 2026-12-03;2026-12-14
                    sv | den 3 december 25 varor | 2026-12-03;25 items | 2026-12-03;2026-12-24
                    sv | den 3 december 1250 kr | 2026-12-03;1250 SEK | 1250-12-03
                    sv | den 3 december 2026 kr | 2026-12-03;2026 SEK | 2026-12-03
                    sv | den 3 december 2026 1 250 kr | 2026-12-03;1250 SEK | 2026-12-03;250 SEK
                    sv | 1250 kr den 3 december | 2026-12-03;1250 SEK | 1250-12-03
                    sv | 2026 kr den 3 december | 2026-12-03;2026 SEK | 2026-12-03
                    hu | 1250 Ft december 3-án | 2026-12-03;1250 HUF | 1250-12-03
                    pl | 1250 zł do 3 grudnia | 2026-12-03;1250 PLN | 1250-12-03
                    de | am 3.12. 25 Euro | 2026-12-03;25 EUR | 2025-12-03
                    de | am 3.12. 1250 Euro | 2026-12-03;1250 EUR | 1250-12-03
                    de | 1.250,– EUR | 1250 EUR | 1250 SEK;1 EUR
                    en | $100000.50 | 100000.5 USD | 100000 USD;50 USD
                    en | 12345.67 USD | 12345.67 USD | 12345 USD;67 USD
                    sv | 1\u2006250 kr | 1250 SEK | 1 piece;250 SEK
                    sv | 1\u205F250 kr | 1250 SEK | 1 piece;250 SEK
                    hi | ₹1,00,000.50 | 100000.50 INR | 1 INR;0.50 INR
                    bn | ১,০০,০০০ টাকা | 100000 BDT | 1 BDT
                    de | 1’250’000 CHF | 1250000 CHF | 250 CHF;1250 CHF
                    ar | ١٠٠٬٠٠٠٫٥٠ ريال | 100000.50 SAR | 100 SAR;0.50 SAR
                    """)
    void a_number_is_not_taken_for_a_part_of_what_stands_beside_it(
            String language, String said, String right, String misread) {
        assertThat(after(language, right, said).shown()).isEqualTo(said);
        assertThat(after(language, misread, said).isShut()).isTrue();
    }

    /// Where both are as likely, either may be right, but nothing else.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | on December 3 | 2026-12-03
                    en | On December 3 €500 are due | 2026-12-03;500 EUR
                    en | On December 3 Rs 500 are due | 2026-12-03;500 INR
                    en | On December 3, 2026, $500 are due | 2026-12-03;500 USD
                    en | on December 3, 1,250 kr | 2026-12-03;1250 SEK
                    en | on December 3 at 14:30 | 2026-12-03;14:30
                    nb | den 3. desember 2026 kr 500 | 2026-12-03;500 NOK
                    lt | gruodžio 3 diena | 2026-12-03
                    lt | gruodžio 3 dienos | 3 days
                    sv | december 3 100 | 3100 items
                    sv | december 3 100 | 2026-12-03;100 items
                    cs | 3. 12. 26 | 2026-12-03
                    cs | 3.12. 2026 | 2026-12-03
                    de | 3.12.26 | 2026-12-03
                    """)
    void a_date_stays_a_date(String language, String said, String right) {
        assertThat(after(language, right, said).shown()).isEqualTo(said);
        assertThat(after(language, "2026-11-04;7 days;8 EUR", said).isShut()).isTrue();
    }
}

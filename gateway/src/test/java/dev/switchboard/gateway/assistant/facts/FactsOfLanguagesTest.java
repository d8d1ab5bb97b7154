package dev.switchboard.gateway.assistant.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The same value in the ways in which languages write it.
class FactsOfLanguagesTest {

    private static FactGate gate(String language, String source) {
        Sources sources = new Sources();
        sources.add(source, language, "en");
        return new FactGate(sources, language);
    }

    private static String shown(String language, String source, String answer) {
        FactGate gate = gate(language, source);
        return gate.accept(answer) + gate.finish();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | December 3, 2026 | 4 December 2026
                    en | 3rd of December 2026 | 3 November 2026
                    en | 12/03/2026 | December 4, 2026
                    sv | den 3 december 2026 | den 4 december 2026
                    nb | 3. desember 2026 | 3. november 2026
                    da | 3. december 2026 | 4. december 2026
                    fi | 3. joulukuuta 2026 | 3. marraskuuta 2026
                    is | 3. desember 2026 | 3. nóvember 2026
                    de | 3. Dezember 2026 | 13. Dezember 2026
                    de | 3.12.2026 | 4.12.2026
                    nl | 3 december 2026 | 3 november 2026
                    fr | 3 décembre 2026 | 3 novembre 2026
                    it | 3 dicembre 2026 | 3 novembre 2026
                    es | 3 de diciembre de 2026 | 3 de noviembre de 2026
                    ca | 3 de desembre del 2026 | 3 de novembre del 2026
                    pt | 3 de dezembro de 2026 | 13 de dezembro de 2026
                    pl | 3 grudnia 2026 r. | 3 listopada 2026 r.
                    cs | 3. prosince 2026 | 3. listopadu 2026
                    sk | 3. decembra 2026 | 3. novembra 2026
                    hu | 2026. december 3-án | 2026. november 3-án
                    ro | 3 decembrie 2026 | 3 noiembrie 2026
                    bg | 3 декември 2026 г. | 3 ноември 2026 г.
                    el | 3 Δεκεμβρίου 2026 | 3 Νοεμβρίου 2026
                    hr | 3. prosinca 2026. | 3. studenoga 2026.
                    sr | 3. децембар 2026. | 3. новембар 2026.
                    sl | 3. decembra 2026 | 3. novembra 2026
                    et | 3. detsembril 2026 | 3. novembril 2026
                    lv | 2026. gada 3. decembrī | 2026. gada 3. novembrī
                    lt | 2026 m. gruodžio 3 d. | 2026 m. lapkričio 3 d.
                    sq | 3 dhjetor 2026 | 3 nëntor 2026
                    tr | 3 Aralık 2026'da | 3 Kasım 2026'da
                    ru | 3 декабря 2026 года | 3 ноября 2026 года
                    uk | 3 грудня 2026 року | 3 листопада 2026 року
                    ar | ٣ ديسمبر ٢٠٢٦ | ٤ ديسمبر ٢٠٢٦
                    ar | 3 كانون الأول 2026 | 3 تشرين الثاني 2026
                    he | 3 בדצמבר 2026 | 3 בנובמבר 2026
                    fa | ۳ دسامبر ۲۰۲۶ | ۴ دسامبر ۲۰۲۶
                    fa | ۱۲ آذر ۱۴۰۵ | ۱۳ آذر ۱۴۰۵
                    ur | 3 دسمبر 2026 | 3 نومبر 2026
                    hi | ३ दिसंबर २०२६ | ३ नवंबर २०२६
                    bn | ৩ ডিসেম্বর, ২০২৬ | ৩ নভেম্বর, ২০২৬
                    zh | 2026年12月3日 | 2026年12月4日
                    ja | ２０２６年１２月３日 | ２０２６年１２月４日
                    ko | 2026년 12월 3일 | 2026년 11월 3일
                    vi | ngày 3 tháng 12 năm 2026 | ngày 3 tháng 11 năm 2026
                    th | 3 ธันวาคม 2569 | 3 พฤศจิกายน 2569
                    id | 3 Desember 2026 | 3 November 2026
                    ms | 3 Disember 2026 | 3 November 2026
                    tl | Disyembre 3, 2026 | Nobyembre 3, 2026
                    """)
    void a_day_is_the_same_in_every_language(String language, String right, String wrong) {
        assertThat(shown(language, "due 2026-12-03T10:00:00Z", "«" + right + "»"))
                .isEqualTo("«" + right + "»");
        assertThat(gateAfter(language, "due 2026-12-03T10:00:00Z", wrong).isShut()).isTrue();
        assertThat(shown(language, right, "2026-12-03")).isEqualTo("2026-12-03");
    }

    private static FactGate gateAfter(String language, String source, String answer) {
        FactGate gate = gate(language, source);
        String ignored = gate.accept(answer) + gate.finish();
        assertThat(ignored.length()).isLessThanOrEqualTo(answer.length());
        return gate;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | $1,250.00 | $1,251.00
                    en | 1250 USD | 1250 EUR
                    sv | 1 250,00 kr | 1 255,00 kr
                    sv | SEK 1250 | EUR 1250
                    de | 1.250,00 € | 1.250,50 €
                    de | 1.250 Euro | 1.252 Euro
                    fr | 1 250,00 € | 1 350,00 €
                    fr | 1 250 euros | 1 250 dollars
                    nb | kr 1 250,– | kr 1 350,–
                    da | 1.250,00 kr. | 1.200,00 kr.
                    pl | 1250,00 zł | 1255,00 zł
                    cs | 1 250 Kč | 1 205 Kč
                    hu | 1250 Ft | 1350 Ft
                    ar | ١٬٢٥٠٫٠٠ ر.س. | ١٬٣٥٠٫٠٠ ر.س.
                    fa | ۱٬۲۵۰ | ۱٬۳۵۰
                    hi | ₹१,२५० | ₹१,३५०
                    bn | ১,২৫০ | ১,৩৫০
                    ja | １，２５０円 | １，３５０円
                    zh | ¥1250 | ¥1350
                    ko | 1,250원 | 1,350원
                    th | ฿1,250.00 | ฿1,350.00
                    th | ๑,๒๕๐ บาท | ๑,๓๕๐ บาท
                    vi | 1.250 ₫ | 1.350 ₫
                    id | Rp1.250 | Rp1.350
                    """)
    void an_amount_is_the_same_in_every_language(String language, String right, String wrong) {
        assertThat(shown(language, "amount: " + right, right + "!")).isEqualTo(right + "!");
        assertThat(gateAfter(language, "amount: " + right, wrong).isShut()).isTrue();
        assertThat(shown(language, "{\"amount\":1250}", right + "!")).isEqualTo(right + "!");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | 3 business days
                    sv | 3 arbetsdagar
                    sv | 3 dagar
                    nb | 3 virkedager
                    da | 3 hverdage
                    fi | 3 arkipäivää
                    is | 3 daga
                    de | 3 Werktage
                    nl | 3 werkdagen
                    fr | 3 jours ouvrés
                    it | 3 giorni
                    es | 3 días hábiles
                    ca | 3 dies
                    pt | 3 dias úteis
                    pl | 3 dni robocze
                    cs | 3 pracovní dny
                    sk | 3 pracovné dni
                    hu | 3 munkanap
                    ro | 3 zile
                    bg | 3 работни дни
                    el | 3 εργάσιμες ημέρες
                    hr | 3 radna dana
                    sr | 3 радна дана
                    sl | 3 delovni dnevi
                    et | 3 tööpäeva
                    lv | 3 darba dienas
                    lt | 3 darbo dienos
                    sq | 3 ditë
                    tr | 3 iş günü
                    ru | 3 рабочих дня
                    uk | 3 робочі дні
                    ar | 3 أيام
                    he | 3 ימים
                    fa | ۳ روز
                    ur | 3 دن
                    hi | 3 दिन
                    bn | ৩ দিন
                    zh | 3天内
                    zh | 3个工作日
                    ja | 3日以内
                    ja | 3営業日
                    ko | 3일 이내
                    vi | 3 ngày
                    th | 3 วัน
                    id | 3 hari
                    ms | 3 hari
                    tl | 3 araw
                    """)
    void a_few_days_have_to_stand_in_the_sources_too(String language, String days) {
        assertThat(gateAfter(language, "Within 5 days.", days).isShut()).isTrue();
        assertThat(shown(language, "Within 3 days.", days)).isEqualTo(days);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | 11.9 % | 12.9 %
                    tr | %11,9 | %12,9
                    ar | ١١٫٩٪ | ١٢٫٩٪
                    sv | 11,9 procent | 12,9 procent
                    sv | 11,9 % | 11,9 kr
                    """)
    void a_percentage_is_the_same_in_every_language(String language, String right, String wrong) {
        assertThat(shown(language, "Interest 11.9%", right)).isEqualTo(right);
        assertThat(gateAfter(language, "Interest 11.9%", wrong).isShut()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2 weeks", "14 days", "336 hours"})
    void durations_are_compared_by_their_length(String same) {
        assertThat(shown("en", "You have 14 days.", same)).isEqualTo(same);
        assertThat(List.of(gateAfter("en", "You have 14 days.", "15 days").isShut()))
                .containsExactly(true);
    }
}

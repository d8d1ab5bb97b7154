package dev.switchboard.gateway.assistant;

import com.ibm.icu.util.ULocale;
import dev.switchboard.routing.conversation.Person;
import dev.switchboard.routing.pool.LanguageTag;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The languages that Switchboard speaks as shipped, and tags as they come from tokens, clients and
/// folders.
public final class Languages {

    /// Primary BCP 47 tags; content of one's own may add others.
    public static final List<String> SHIPPED =
            List.of(
                    ("en sv nb da fi is de nl fr it es ca pt pl cs sk hu ro bg el hr sr sl et lv lt"
                                    + " sq tr ru uk ar he fa ur hi bn zh ja ko vi th id ms tl")
                            .split(" ", -1));

    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa", "he", "ur");

    private Languages() {}

    /// The language of a tag in the form that is known here: `sv` of `sv-SE` and of `sv_SE`, `nb`
    /// of `nn-NO`, `zh` of `zh-Hant-TW`. Empty where there is none.
    public static String primary(String tag) {
        return LanguageTag.primary(tag);
    }

    /// What English calls it, for prompts; nothing that is no language is called anything.
    public static String englishName(String tag) {
        String primary = primary(tag);
        String name = Locale.of(primary).getDisplayLanguage(Locale.ENGLISH);
        return name.equals(primary) ? "" : name;
    }

    /// Whose numbers are written without a prefix: the market's or, where none is known, those of
    /// where most people speak so.
    public static String region(Person person, String language) {
        return person.market()
                .orElseGet(() -> ULocale.addLikelySubtags(new ULocale(language)).getCountry());
    }

    /// Whether it is written from right to left.
    public static boolean isRightToLeft(String tag) {
        return RIGHT_TO_LEFT.contains(primary(tag));
    }
}

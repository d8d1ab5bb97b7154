package dev.switchboard.gateway.embedded;

import java.util.Map;
import java.util.Optional;

/// What the embedded model says of its own in one language.
///
/// @param passageLead before sentences of the help centre
/// @param resultLead before what a tool returned
/// @param noAnswer where there is no answer and nobody to hand over to
/// @param summary for the agent, with `%s` for the question
record EmbeddedModelPhrases(
        String passageLead,
        String resultLead,
        String greeting,
        String thanks,
        String acknowledgement,
        String farewell,
        String noAnswer,
        String summary) {
    private static final EmbeddedModelPhrases ENGLISH =
            new EmbeddedModelPhrases(
                    "Here is what our help centre says:",
                    "Here is what I found:",
                    "Hello! How can I help you?",
                    "You are welcome! Is there anything else I can help you with?",
                    "Good. Is there anything else I can help you with?",
                    "Goodbye, and have a nice day!",
                    "I find no answer to that in the help centre.",
                    "The customer asked: “%s”. The assistant found no answer in the help centre.");

    private static final EmbeddedModelPhrases SWEDISH =
            new EmbeddedModelPhrases(
                    "Så här står det i vårt hjälpcenter:",
                    "Det här hittade jag:",
                    "Hej! Vad kan jag hjälpa dig med?",
                    "Varsågod! Är det något mer jag kan hjälpa dig med?",
                    "Bra. Är det något mer jag kan hjälpa dig med?",
                    "Hej då, och ha en fin dag!",
                    "Jag hittar inget svar på det i hjälpcentret.",
                    "Kunden frågade: ”%s”. Assistenten fann inget svar i hjälpcentret.");

    private static final EmbeddedModelPhrases GERMAN =
            new EmbeddedModelPhrases(
                    "Dazu steht in unserem Hilfebereich:",
                    "Das habe ich gefunden:",
                    "Hallo! Wobei kann ich Ihnen helfen?",
                    "Gern geschehen! Kann ich sonst noch etwas für Sie tun?",
                    "Gut. Kann ich sonst noch etwas für Sie tun?",
                    "Auf Wiedersehen und einen schönen Tag!",
                    "Darauf finde ich im Hilfebereich keine Antwort.",
                    "Der Kunde fragte: „%s“. Der Assistent fand im Hilfebereich keine Antwort.");

    private static final EmbeddedModelPhrases SPANISH =
            new EmbeddedModelPhrases(
                    "Esto dice nuestro centro de ayuda:",
                    "Esto es lo que he encontrado:",
                    "¡Hola! ¿En qué puedo ayudarle?",
                    "¡De nada! ¿Puedo ayudarle en algo más?",
                    "De acuerdo. ¿Puedo ayudarle en algo más?",
                    "¡Adiós, que tenga un buen día!",
                    "No encuentro una respuesta a eso en el centro de ayuda.",
                    "El cliente preguntó: «%s». El asistente no encontró respuesta en el centro de"
                            + " ayuda.");

    private static final EmbeddedModelPhrases ARABIC =
            new EmbeddedModelPhrases(
                    "هذا ما ورد في مركز المساعدة:",
                    "إليك ما وجدته:",
                    "مرحبًا! كيف يمكنني مساعدتك؟",
                    "على الرحب والسعة! هل هناك شيء آخر يمكنني مساعدتك به؟",
                    "حسنًا. هل هناك شيء آخر يمكنني مساعدتك به؟",
                    "مع السلامة، وأتمنى لك يومًا سعيدًا!",
                    "لا أجد إجابة عن ذلك في مركز المساعدة.",
                    "سأل العميل: «%s». لم يجد المساعد إجابة عن ذلك في مركز المساعدة.");

    private static final Map<String, EmbeddedModelPhrases> BY_LANGUAGE =
            Map.of("en", ENGLISH, "sv", SWEDISH, "de", GERMAN, "es", SPANISH, "ar", ARABIC);

    /// The phrases of a language.
    ///
    /// @param language BCP 47; empty or without phrases here: nothing
    static Optional<EmbeddedModelPhrases> in(String language) {
        return Optional.ofNullable(BY_LANGUAGE.get(EmbeddedModelWords.primary(language)));
    }

    static EmbeddedModelPhrases english() {
        return ENGLISH;
    }
}

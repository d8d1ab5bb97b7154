package dev.switchboard.gateway.assistant;

import dev.switchboard.gateway.assistant.Model.Message;
import dev.switchboard.gateway.assistant.Model.Prompt;
import dev.switchboard.gateway.assistant.Model.Tool;
import dev.switchboard.routing.conversation.Notes;
import dev.switchboard.routing.conversation.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The prompts of `config/prompts`: what the model is told before it answers.
///
/// Each file is one rule, so that one can be changed without reading the others. Those that are the
/// same for every answer come first, then the language and the passages: servers keep what they
/// have worked out for a beginning that they have seen before.
///
/// The language and the passages stand in elements of their own. What an article says is escaped,
/// so that it can neither close its element nor open another.
public final class Prompts {
    /// The tool with which the model asks for a person; its arguments are `reason` and those of
    /// [#notes].
    public static final String HANDOFF = "handoff";

    /// The tool with which the model sums up what has been handed over; its arguments are those of
    /// [#notes].
    public static final String BRIEF = "brief";

    /// The reasons that a model can see; the others are the gateway's to give.
    public static final List<Reason> HANDOFF_REASONS =
            List.of(
                    Reason.DIRECT_REQUEST,
                    Reason.DISPUTE,
                    Reason.ACCOUNT_ACCESS,
                    Reason.DISTRESS,
                    Reason.LEGAL,
                    Reason.REPEATED,
                    Reason.OUT_OF_SCOPE,
                    Reason.UNGROUNDED);

    private static final List<String> FILES =
            List.of(
                    "persona.md",
                    "grounding.md",
                    "tools.md",
                    "handoff.md",
                    "data.md",
                    "language.md");

    private static final String TRANSLATION = "translation.md";
    private static final String SUMMARY = "summary.md";

    /// Wide and small brackets are brackets to a model.
    private static final String BRACKETS = "<>\uFF1C\uFE64\uFF1E\uFE65";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]*)}}");

    private static final String REASONS =
            HANDOFF_REASONS.stream()
                    .map(reason -> "`" + reason.code() + "`")
                    .collect(Collectors.joining(", "));

    private final String rules;
    private final String translation;
    private final String summary;
    private final String colleagues;

    private Prompts(String rules, String translation, String summary, String colleagues) {
        this.rules = rules;
        this.translation = translation;
        this.summary = summary;
        this.colleagues = colleagues;
    }

    /// The same, for colleagues who read another language than English.
    ///
    /// @param language BCP 47
    public Prompts forColleagues(String language) {
        return new Prompts(
                rules, translation, summary, Locale.forLanguageTag(language).toLanguageTag());
    }

    /// BCP 47, what is left for colleagues is written in.
    String colleagues() {
        return colleagues;
    }

    private Tool handoff() {
        Map<String, String> parameters = new LinkedHashMap<>(noted(colleagues));
        parameters.put("reason", "Why, as one of: " + REASONS.replace("`", "") + ".");
        return new Tool(
                HANDOFF,
                "Hands the conversation over to a colleague, who reads it and answers in the"
                        + " same chat.",
                parameters);
    }

    private static Map<String, String> noted(String readers) {
        String language = name(readers);
        return Map.of(
                "summary",
                "For the colleague, in "
                        + language
                        + ": what the customer wants and what is open. At most three sentences.",
                "sentiment",
                "How the customer feels, as one of: calm, worried, angry.",
                "tried",
                "In " + language + ": what was tried already; empty if nothing.",
                "next",
                "In " + language + ": what you would do next in the colleague's place.");
    }

    /// What the model leaves in a call of a tool.
    ///
    /// @param language BCP 47, what it was to be written in
    static Notes notes(Map<String, String> arguments, String language) {
        return new Notes(
                arguments.getOrDefault("summary", ""),
                arguments.getOrDefault("sentiment", ""),
                arguments.getOrDefault("tried", ""),
                arguments.getOrDefault("next", ""),
                Languages.primary(language),
                List.of());
    }

    /// Reads the files of a directory.
    ///
    /// @throws IllegalArgumentException naming the file that is missing or has a placeholder that
    ///   nothing fills, and what to do about it
    public static Prompts load(Path dir) {
        return new Prompts(
                FILES.stream()
                        .map(name -> checked(dir.resolve(name), values(Locale.ROOT)))
                        .collect(Collectors.joining("\n\n")),
                checked(dir.resolve(TRANSLATION), values("en", "en")),
                checked(dir.resolve(SUMMARY), values("en", Reason.DISPUTE)),
                "en");
    }

    /// What the model is given for one answer.
    ///
    /// @param language BCP 47 of the answer
    /// @param passages what the answer may rest on, best first
    /// @param history what was said, oldest first; the last entry is the customer's
    public Prompt compose(String language, List<Passage> passages, List<Message> history) {
        Locale locale = Locale.forLanguageTag(language);
        StringBuilder system = new StringBuilder(filled(rules, values(locale)));
        system.append("\n\n<language>").append(locale.toLanguageTag()).append("</language>\n");
        system.append("<colleagues>").append(colleagues).append("</colleagues>\n");
        for (Passage passage : passages) {
            system.append("\n<passage id=\"")
                    .append(escaped(passage.id()))
                    .append("\" language=\"")
                    .append(escaped(passage.language()))
                    .append("\" title=\"")
                    .append(escaped(passage.title()))
                    .append(passage.link().map(url -> "\" link=\"" + escaped(url)).orElse(""))
                    .append("\">\n")
                    .append(escaped(passage.text()))
                    .append("\n</passage>\n");
        }
        return new Prompt(system.toString(), escaped(history), List.of(handoff()));
    }

    /// What the model is given to translate a message: the text is data, in an element that it can
    /// neither close nor leave.
    ///
    /// @param from BCP 47 of the text
    /// @param to BCP 47 of the translation
    public Prompt translation(String text, String from, String to) {
        String message =
                "<message language=\"%s\">\n%s\n</message>".formatted(escaped(from), escaped(text));
        return new Prompt(
                filled(translation, values(from, to)),
                List.of(new Message(Model.Role.CUSTOMER, message)),
                List.of());
    }

    /// What the model is given to sum up a conversation: all that was said is data, in elements
    /// that nobody in it can close or open.
    ///
    /// @param history what was said, oldest first
    /// @param reason why a person is needed
    /// @param language BCP 47 of the summary
    Prompt summary(List<Message> history, Reason reason, String language) {
        StringBuilder conversation = new StringBuilder("<conversation>\n");
        for (Message said : history) {
            String who = said.role().name().toLowerCase(Locale.ROOT);
            conversation.append("<%1$s>%2$s</%1$s>\n".formatted(who, escaped(said.text())));
        }
        conversation.append("</conversation>");
        return new Prompt(
                filled(summary, values(language, reason)),
                List.of(new Message(Model.Role.CUSTOMER, conversation.toString())),
                List.of(
                        new Tool(
                                BRIEF,
                                "Tells the colleague who takes over what the chat is about.",
                                noted(language))));
    }

    /// What came of a tool's call, as data that can neither close its element nor open another.
    static String result(String tool, String text) {
        return "<result tool=\"%s\">\n%s\n</result>".formatted(escaped(tool), escaped(text));
    }

    private static Map<String, String> values(Locale locale) {
        String name = locale.getDisplayLanguage(Locale.ENGLISH);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("language", locale.toLanguageTag());
        values.put("language-name", name.isEmpty() ? "the customer's language" : name);
        values.put("reasons", REASONS);
        return values;
    }

    private static Map<String, String> values(String from, String to) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("from", from);
        values.put("from-name", name(from));
        values.put("to", to);
        values.put("to-name", name(to));
        return values;
    }

    private static Map<String, String> values(String language, Reason reason) {
        return Map.of(
                "language", language, "language-name", name(language), "reason", reason.code());
    }

    private static String name(String language) {
        String name = Languages.englishName(language);
        return name.isEmpty() ? language : name;
    }

    private static String checked(Path file, Map<String, String> values) {
        String text;
        try {
            text = Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "The prompt file "
                            + file
                            + " is missing: restore it, or leave it there empty if its rule is not"
                            + " wanted",
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The prompt file " + file + " cannot be read as UTF-8 text: " + e, e);
        }
        TreeSet<String> known = new TreeSet<>(values.keySet());
        Matcher found = PLACEHOLDER.matcher(text);
        while (found.find()) {
            if (!known.contains(found.group(1).strip())) {
                throw new IllegalArgumentException(
                        "The prompt file "
                                + file
                                + " has the placeholder "
                                + found.group()
                                + ", which nothing fills: remove it, or use one of "
                                + known.stream()
                                        .map(name -> "{{" + name + "}}")
                                        .collect(Collectors.joining(", ")));
            }
        }
        return text;
    }

    private static String filled(String text, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(value(found, values)));
    }

    private static String value(MatchResult found, Map<String, String> values) {
        return values.getOrDefault(found.group(1).strip(), "");
    }

    /// What people write opens no element either. Texts without a bracket stay as they are.
    private static List<Message> escaped(List<Message> history) {
        return history.stream()
                .map(m ->
                        new Message(m.role(), hasBracket(m.text()) ? escaped(m.text()) : m.text()))
                .toList();
    }

    /// Every answer asks this of the whole history.
    private static boolean hasBracket(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (BRACKETS.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replaceAll("[<\uFF1C\uFE64]", "&lt;")
                .replaceAll("[>\uFF1E\uFE65]", "&gt;")
                .replace("\"", "&quot;");
    }
}

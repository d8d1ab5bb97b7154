package dev.switchboard.gateway.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the embedded model finds in a prompt.
///
/// Elements are read from the system text and from tools' messages alone: what a customer writes in
/// the form of a passage is still only what a customer writes.
///
/// @param language BCP 47 of the answer; empty where the prompt names none
/// @param colleagues BCP 47 of what is left for whoever takes over; empty where it names none
/// @param question the last thing the customer said
/// @param results what tools returned
record EmbeddedModelPrompt(
        String language,
        String colleagues,
        String question,
        List<Source> passages,
        List<Source> results) {
    private static final Pattern COLLEAGUES =
            Pattern.compile("<colleagues>\\s*([A-Za-z0-9-]+)\\s*</colleagues>");
    private static final Pattern LANGUAGE =
            Pattern.compile("<language>\\s*([A-Za-z0-9-]+)\\s*</language>");
    private static final Pattern PASSAGE = element("passage");
    private static final Pattern RESULT = element("result");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z]+)=\"([^\"]*)\"");

    /// @param id of a passage; empty where the element has none
    /// @param language BCP 47; empty where the element names none
    /// @param text what can be quoted
    /// @param data JSON that stands above it; empty where there is none
    record Source(String id, String language, String title, String text, String data) {}

    EmbeddedModelPrompt {
        passages = List.copyOf(passages);
        results = List.copyOf(results);
    }

    static EmbeddedModelPrompt of(List<EmbeddedModelRequest.Message> messages) {
        String language = "";
        String colleagues = "";
        String question = "";
        List<Source> passages = new ArrayList<>();
        List<Source> results = new ArrayList<>();
        List<Source> returned = new ArrayList<>();
        for (EmbeddedModelRequest.Message message : messages) {
            switch (message.role()) {
                case "system", "developer" -> {
                    Matcher found = LANGUAGE.matcher(message.text());
                    while (found.find()) {
                        language = found.group(1);
                    }
                    Matcher readers = COLLEAGUES.matcher(message.text());
                    while (readers.find()) {
                        colleagues = readers.group(1);
                    }
                    collect(PASSAGE, message.text(), passages);
                    collect(RESULT, message.text(), results);
                }
                case "tool" -> {
                    int before = returned.size();
                    collect(RESULT, message.text(), returned);
                    if (returned.size() == before) {
                        returned.add(source("", "", "", message.text()));
                    }
                }
                case "user" -> {
                    question = message.text();
                    returned.clear(); // What a tool said before belongs to an earlier question.
                }
                default -> {}
            }
        }
        results.addAll(returned);
        return new EmbeddedModelPrompt(language, colleagues, question, passages, results);
    }

    /// An element with attributes: without any it is only a rule's mention of such elements.
    private static Pattern element(String name) {
        return Pattern.compile(
                "<" + name + "((?:\\s+[a-z]+=\"[^\"]*\")+)\\s*>(.*?)</" + name + ">",
                Pattern.DOTALL);
    }

    private static void collect(Pattern element, String text, List<Source> sources) {
        Matcher found = element.matcher(text);
        while (found.find()) {
            String id = "";
            String language = "";
            String title = "";
            Matcher attribute = ATTRIBUTE.matcher(found.group(1));
            while (attribute.find()) {
                switch (attribute.group(1)) {
                    case "id" -> id = unescaped(attribute.group(2));
                    case "language" -> language = unescaped(attribute.group(2));
                    case "title" -> title = unescaped(attribute.group(2));
                    default -> {}
                }
            }
            sources.add(source(id, language, title, unescaped(found.group(2)).strip()));
        }
    }

    private static Source source(String id, String language, String title, String text) {
        int end = text.indexOf('\n');
        return text.startsWith("{")
                ? new Source(
                        id,
                        language,
                        title,
                        end < 0 ? "" : text.substring(end + 1),
                        end < 0 ? text : text.substring(0, end))
                : new Source(id, language, title, text, "");
    }

    static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }
}

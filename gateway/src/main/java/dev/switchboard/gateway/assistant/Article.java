package dev.switchboard.gateway.assistant;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One article of the help centre in one language.
///
/// @param slug the article's name, the same in every language
/// @param language BCP 47 of its words
/// @param title what a reader sees above it
/// @param keywords customers' own words for its topic, read by the search alone; may be empty
/// @param paragraphs each stands by itself
record Article(
        String slug, String language, String title, String keywords, List<String> paragraphs) {

    private static final String FENCE = "---";

    Article {
        paragraphs = List.copyOf(paragraphs);
    }

    /// Reads a Markdown file: `title:` and optional `keywords:` between two lines of `---`, then
    /// paragraphs with blank lines between them.
    ///
    /// @throws InvalidContent where the file is not of that form
    static Article read(Path file, String language) {
        List<String> lines = ContentFiles.read(file).lines().toList();
        if (lines.isEmpty() || !lines.getFirst().strip().equals(FENCE)) {
            throw new InvalidContent(
                    file, 1, "no front matter; begin the file with ---, a line title: …, and ---");
        }
        Map<String, String> head = new LinkedHashMap<>();
        int end = readHead(file, lines, head);
        String title = head.getOrDefault("title", "");
        if (title.isEmpty()) {
            throw new InvalidContent(
                    file, 1, "no title; add a line title: … between the two lines of ---");
        }
        List<String> paragraphs = paragraphs(lines.subList(end + 1, lines.size()));
        if (paragraphs.isEmpty()) {
            throw new InvalidContent(
                    file, lines.size(), "no text; write at least one paragraph below the ---");
        }
        String slug = ContentFiles.nameOf(file, ".md");
        return new Article(slug, language, title, head.getOrDefault("keywords", ""), paragraphs);
    }

    /// The article cut into passages, numbered from 1.
    List<Passage> passages(Links links) {
        List<Passage> passages = new ArrayList<>();
        for (String paragraph : paragraphs) {
            String id = slug + "#" + (passages.size() + 1);
            passages.add(new Passage(id, title, paragraph, language, links.to(language, slug)));
        }
        return passages;
    }

    /// Fills `head` and returns the index of the line that ends it.
    private static int readHead(Path file, List<String> lines, Map<String, String> head) {
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.equals(FENCE)) {
                return i;
            }
            int colon = line.indexOf(':');
            String key = colon < 0 ? line : line.substring(0, colon).strip();
            if (colon < 0 || !(key.equals("title") || key.equals("keywords"))) {
                throw new InvalidContent(
                        file,
                        i + 1,
                        "'" + key + "' is not known here; write title: … or keywords: …");
            }
            if (head.put(key, line.substring(colon + 1).strip()) != null) {
                throw new InvalidContent(file, i + 1, key + " stands here twice; keep one");
            }
        }
        throw new InvalidContent(file, 1, "the front matter has no end; close it with a line ---");
    }

    private static List<String> paragraphs(List<String> lines) {
        List<String> paragraphs = new ArrayList<>();
        StringBuilder paragraph = new StringBuilder();
        for (String line : lines) {
            if (!line.isBlank()) {
                paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
            } else if (!paragraph.isEmpty()) {
                paragraphs.add(paragraph.toString());
                paragraph.setLength(0);
            }
        }
        if (!paragraph.isEmpty()) {
            paragraphs.add(paragraph.toString());
        }
        return paragraphs;
    }
}

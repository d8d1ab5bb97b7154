package dev.switchboard.gateway.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// As much of a PromQL expression as tells what it asks of a node: metrics, what it asks of their
/// labels, and the labels that it groups by.
public final class PromQl {

    private static final Pattern TOKEN =
            Pattern.compile(
                    "\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^]]*]|[a-zA-Z_:$][\\w:$]*|=~|!~|!=|==|\\S");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");
    private static final Set<String> LISTS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

    private final List<String> tokens = new ArrayList<>();
    private final List<Selector> selectors = new ArrayList<>();
    private final Set<String> grouped = new TreeSet<>();
    private int at;

    /// What is asked of one label.
    ///
    /// @param operator `=`, `!=`, `=~` or `!~`
    public record Matching(String label, String operator, String value) {}

    /// One metric.
    public record Selector(String metric, List<Matching> matchings) {}

    private PromQl(String expression) {
        Matcher token = TOKEN.matcher(expression);
        while (token.find()) {
            tokens.add(token.group());
        }
        while (at < tokens.size()) {
            read(tokens.get(at++));
        }
    }

    public static PromQl of(String expression) {
        return new PromQl(expression);
    }

    public List<Selector> selectors() {
        return selectors;
    }

    /// Labels that series are grouped or joined by.
    public Set<String> grouped() {
        return grouped;
    }

    private void read(String token) {
        if (!NAME.matcher(token).matches() || WORDS.contains(token)) {
            return;
        }
        if (LISTS.contains(token)) {
            if (peek().equals("(")) {
                at++;
                for (String label = next(); !label.equals(")"); label = next()) {
                    if (!label.equals(",")) {
                        grouped.add(label);
                    }
                }
            }
        } else if (!peek().equals("(") && !LISTS.contains(peek())) {
            selectors.add(new Selector(token, matchings()));
        }
    }

    private List<Matching> matchings() {
        var matchings = new ArrayList<Matching>();
        if (peek().equals("{")) {
            at++;
            for (String label = next(); !label.equals("}"); label = next()) {
                if (!label.equals(",")) {
                    String operator = next();
                    String quoted = next();
                    matchings.add(
                            new Matching(
                                    label, operator, quoted.substring(1, quoted.length() - 1)));
                }
            }
        }
        return matchings;
    }

    private String peek() {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    private String next() {
        if (at == tokens.size()) {
            throw new AssertionError("ends too early: " + String.join(" ", tokens));
        }
        return tokens.get(at++);
    }
}

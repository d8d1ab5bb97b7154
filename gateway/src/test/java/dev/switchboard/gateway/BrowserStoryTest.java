package dev.switchboard.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.switchboard.gateway.kit.TestGateway;
import dev.switchboard.gateway.kit.TranslatingModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// The story of the README in two pages of a real Chromium. Runs where there is one, or where
/// SWITCHBOARD_BROWSER=required says that there must be.
@EnabledIf("wanted")
class BrowserStoryTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path SHOTS = Path.of("target", "screenshots");

    /// The language files that a page has loaded.
    private static final String LOADED_STRINGS =
            """
            performance.getEntriesByType('resource').map(entry => entry.name)
              .filter(name => name.includes('/strings/')).map(name => name.split('/').pop()).join()
            """;

    @TempDir Path data;

    static boolean wanted() {
        return Files.isExecutable(CHROMIUM)
                || "required".equals(System.getenv("SWITCHBOARD_BROWSER"));
    }

    @Test
    void a_customer_is_answered_in_swedish_and_then_talks_to_a_person_on_one_socket() {
        inBrowser((gateway, browser) -> {
            Page widget = widget(gateway, browser);
            Page console = page(browser, gateway, "/agent");
            story(widget, console);
        });
    }

    @Test
    @Tag("long")
    void a_supervisor_watches_whispers_and_takes_over_in_the_console() {
        inBrowser((gateway, browser) -> {
            Page widget = widget(gateway, browser);
            Page console = page(browser, gateway, "/agent");
            story(widget, console);
            supervise(widget, console, page(browser, gateway, "/agent"));
        });
    }

    @Test
    @Tag("long")
    void the_widget_goes_on_with_what_silence_ended() {
        inBrowser(
                (gateway, browser) -> {
                    Page widget = widget(gateway, browser);
                    say(widget, "How long does a refund take?");
                    assertThat(widget.locator("#holder")).hasAttribute("data-holder", "closed");
                    // In the language that the customer writes, which is not the page's.
                    assertThat(widget.locator(".chat")).containsText("Just write to go on");
                    say(widget, "How long does a refund take?");
                    assertThat(widget.locator("#holder")).hasAttribute("data-holder", "assistant");
                },
                "conversation.idle-close=3s");
    }

    @Test
    @Tag("long")
    void the_widget_speaks_the_customers_language_in_its_direction() {
        inBrowser((gateway, browser) -> {
            for (List<String> told :
                    List.of(
                            List.of(
                                    "sv",
                                    "ltr",
                                    "Hur lång tid tar en återbetalning?",
                                    "Du står först i kön."),
                            List.of(
                                    "ar",
                                    "rtl",
                                    "كم يستغرق استرداد المبلغ؟",
                                    "أنت التالي في قائمة الانتظار."),
                            List.of("ja", "ltr", "返金はいつ届きますか？", "次がお客様の順番です。"))) {
                String language = told.getFirst();
                String address = "/#sub=%1$s&name=Kim&locale=%1$s".formatted(language);
                Page widget = page(browser, gateway, address);
                assertThat(widget.locator("html")).hasAttribute("dir", told.get(1));
                say(widget, told.get(2));
                assertThat(widget.locator("[data-kind=assistant][data-seq]")).hasCount(1);
                widget.locator("#human").click();
                assertThat(widget.locator("#queue")).containsText(told.getLast());
                shot(widget, "widget-" + language);
                assertThat(widget.evaluate(LOADED_STRINGS)).isEqualTo(language + ".js");
            }
        });
    }

    @Test
    void who_does_not_read_the_other_reads_a_translation_and_can_look_at_the_original() {
        String asked = "Hej, var är mitt paket från förra veckan?";
        String askedEn = "Hi, where is my parcel from last week?";
        String answered = "Hello, it comes tomorrow.";
        String answeredSv = "Hej, det kommer i morgon.";
        try (var model = new TranslatingModel(Map.of(asked, askedEn, answered, answeredSv))) {
            inBrowser(
                    (gateway, browser) -> {
                        Page widget = widget(gateway, browser);
                        assertThat(widget.locator("#connection"))
                                .hasAttribute("data-state", "open");
                        Page console = page(browser, gateway, "/agent");
                        console.locator("#name").fill("Bo");
                        console.locator("#languages").fill("en");
                        console.locator("#sign-in").click();
                        console.locator("#available").click();
                        widget.locator("#human").click();
                        console.locator(".offer .accept").click();
                        assertThat(widget.locator("#holder")).hasAttribute("data-holder", "agent");
                        say(widget, asked);
                        Locator read = console.locator("[data-kind=customer]").last();
                        assertThat(read.locator(".bubble")).hasText(askedEn);
                        assertThat(read.locator("summary")).hasText("Translated from Swedish");
                        read.locator("summary").click();
                        assertThat(read.locator(".original")).hasText(asked);
                        console.locator(".conversation textarea").fill(answered);
                        console.locator(".conversation textarea").press("Enter");
                        Locator told = widget.locator("[data-kind=agent]").last();
                        assertThat(told.locator(".bubble")).hasText(answeredSv);
                        told.locator("summary").click();
                        assertThat(told.locator(".original")).hasText(answered);
                        // Who wrote it reads what they wrote.
                        assertThat(widget.locator("[data-kind=customer] .bubble").last())
                                .hasText(asked);
                        assertThat(widget.locator("[data-kind=customer] .translated")).hasCount(0);
                        shot(widget, "widget-translated");
                        shot(console, "console-translated");
                    },
                    model.setting());
        }
    }

    private void inBrowser(BiConsumer<TestGateway, Browser> story, String... settings) {
        // A busy machine is not what is tested here.
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        var options =
                new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(
                                List.of(
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-quic",
                                        "--no-first-run",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-sync"));
        var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        var all =
                Stream.concat(Stream.of("model.embedded.tokens-per-second=60"), Stream.of(settings))
                        .toArray(String[]::new);
        try (var gateway = TestGateway.start(data, all);
                var playwright =
                        Playwright.create(new Playwright.CreateOptions().setEnv(environment));
                Browser browser = playwright.chromium().launch(options)) {
            story.accept(gateway, browser);
        }
    }

    private static Page widget(TestGateway gateway, Browser browser) {
        return page(browser, gateway, "/#sub=kim&name=Kim&market=SE&locale=sv");
    }

    private static void supervise(Page widget, Page console, Page desk) {
        desk.locator("#name").fill("Eve");
        desk.locator("#role").selectOption("supervisor");
        desk.locator("#sign-in").click();
        desk.locator("#watch").fill((String) widget.evaluate("window.switchboard.conversation"));
        desk.locator("#watch").press("Enter");
        assertThat(desk.locator(".conversation[data-watching]")).containsText("Tack Ana!");
        say(widget, "Är du kvar?");
        assertThat(desk.locator(".conversation")).containsText("Är du kvar?");
        desk.locator(".conversation textarea").fill("Erbjud fri frakt");
        desk.locator(".conversation textarea").press("Enter");
        assertThat(console.locator("[data-kind=whisper] .bubble")).hasText("Erbjud fri frakt");
        assertThat(console.locator("[data-kind=whisper]")).containsText("Only the agent sees this");
        assertThat(desk.locator("[data-kind=whisper]")).hasCount(1);
        shot(console, "console-whisper");
        shot(desk, "console-watching");
        desk.locator(".takeover").click();
        assertThat(desk.locator(".conversation:not([data-watching])")).hasCount(1);
        assertThat(console.locator(".released")).containsText("takeover");
        desk.locator(".conversation textarea").fill("Hej, jag heter Eve");
        desk.locator(".conversation textarea").press("Enter");
        assertThat(widget.locator("[data-kind=agent] .bubble").last())
                .hasText("Hej, jag heter Eve");
        assertThat(widget.locator("#chat")).not().containsText("fri frakt");
        widget.locator("#end").click();
        widget.locator("#end-confirm").click();
        desk.locator(".outcome").click();
        desk.locator(".leave .confirm").click();
        assertThat(desk.locator(".outcome")).hasCount(0);
        assertThat(desk.locator(".toast")).hasCount(0);
    }

    private static void story(Page widget, Page console) {
        assertThat(widget.locator("#connection")).hasAttribute("data-state", "open");
        say(widget, StoryTest.SWEDISH_REFUND);
        Locator answer = widget.locator("[data-kind=assistant] .bubble").first();
        assertThat(answer).containsText("terbetalning");
        shot(widget, "widget-streaming");
        assertThat(widget.locator("[data-kind=assistant][data-seq]")).hasCount(1);

        console.locator("#name").fill("Ana Sjöberg");
        console.locator("#languages").fill("sv, en");
        console.locator("#sign-in").click();
        console.locator("#available").click();
        assertThat(console.locator("#available")).hasAttribute("aria-checked", "true");

        say(widget, "I need a representative");
        assertThat(console.locator(".offer")).hasCount(1);
        shot(console, "console-offer");
        console.locator(".offer .accept").click();
        assertThat(widget.locator("#holder")).hasAttribute("data-holder", "agent");
        assertThat(console.locator(".conversation")).containsText("återbetalning");

        console.locator(".conversation textarea").fill("Hej Kim, det är Ana.");
        console.locator(".conversation textarea").press("Enter");
        assertThat(widget.locator("[data-kind=agent] .bubble")).containsText("det är Ana");
        say(widget, "Tack Ana!");
        assertThat(console.locator(".conversation")).containsText("Tack Ana!");
        // The model's, which the handoff did not wait for.
        assertThat(console.locator("[data-kind=note]")).containsText("Note · Assistant");
        assertThat(console.locator("[data-kind=note] .bubble"))
                .containsText("“" + StoryTest.SWEDISH_REFUND + "”");
        shot(widget, "widget");
        shot(console, "console");
        assertThat(widget.evaluate("window.switchboard.sockets")).isEqualTo(1);
    }

    private static void say(Page widget, String text) {
        widget.locator("#message").fill(text);
        widget.locator("#message").press("Enter");
    }

    private static Page page(Browser browser, TestGateway gateway, String path) {
        Page page = browser.newContext().newPage();
        page.setViewportSize(1280, 800);
        page.setDefaultTimeout(20_000);
        page.navigate("http://127.0.0.1:" + gateway.port() + path);
        return page;
    }

    private static void shot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
    }
}

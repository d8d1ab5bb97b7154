package dev.switchboard.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.switchboard.gateway.kit.TestGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// The story of the README in two pages of a real Chromium. Runs where there is one, or where
/// SWITCHBOARD_BROWSER=required says that there must be.
@EnabledIf("wanted")
class BrowserStoryTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path SHOTS = Path.of("target", "screenshots");

    @TempDir Path data;

    static boolean wanted() {
        return Files.isExecutable(CHROMIUM)
                || "required".equals(System.getenv("SWITCHBOARD_BROWSER"));
    }

    @Test
    void a_customer_is_answered_in_swedish_and_then_talks_to_a_person_on_one_socket() {
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
        try (var gateway = TestGateway.start(data, "model.embedded.tokens-per-second=60");
                var playwright =
                        Playwright.create(new Playwright.CreateOptions().setEnv(environment));
                Browser browser = playwright.chromium().launch(options)) {
            String base = "http://127.0.0.1:" + gateway.port();
            Page widget = page(browser, base + "/#sub=kim&name=Kim&market=SE&locale=sv");
            Page console = page(browser, base + "/agent");
            story(widget, console);
        }
    }

    private static void story(Page widget, Page console) {
        assertThat(widget.locator("#connection")).hasAttribute("data-state", "open");
        say(widget, StoryTest.SWEDISH_REFUND);
        Locator answer = widget.locator("[data-kind=assistant] .bubble").first();
        assertThat(answer).containsText("återbetalning");
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
        shot(widget, "widget");
        shot(console, "console");
        assertThat(widget.evaluate("window.switchboard.sockets")).isEqualTo(1);
    }

    private static void say(Page widget, String text) {
        widget.locator("#message").fill(text);
        widget.locator("#message").press("Enter");
    }

    private static Page page(Browser browser, String address) {
        Page page = browser.newContext().newPage();
        page.setViewportSize(1280, 800);
        page.setDefaultTimeout(20_000);
        page.navigate(address);
        return page;
    }

    private static void shot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
    }
}

package dev.switchboard.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogFormatTest {

    @Test
    void a_decision_is_one_line_of_json_on_standard_error() throws IOException, JoranException {
        String written =
                standardErrorOf(logs ->
                        logs.getLogger("test")
                                .atInfo()
                                .addKeyValue("conversation", "c\"1")
                                .addKeyValue("epoch", 3)
                                .log("handed over\n\"twice\""));

        assertThat(written).endsWith("\n").containsOnlyOnce("\n");
        JsonNode line = new ObjectMapper().readTree(written);
        assertThat(line.get("level").asText()).isEqualTo("INFO");
        assertThat(line.get("loggerName").asText()).isEqualTo("test");
        assertThat(line.get("formattedMessage").asText()).isEqualTo("handed over\n\"twice\"");
        assertThat(line.get("kvpList").get(0).get("conversation").asText()).isEqualTo("c\"1");
        assertThat(line.get("kvpList").get(1).get("epoch").asText()).isEqualTo("3");
    }

    @Test
    void a_failure_stays_on_its_line() throws IOException, JoranException {
        String written =
                standardErrorOf(logs ->
                        logs.getLogger("test").error("broke", new IllegalStateException("a\nb")));

        assertThat(written).containsOnlyOnce("\n");
        JsonNode failure = new ObjectMapper().readTree(written).get("throwable");
        assertThat(failure.get("message").asText()).isEqualTo("a\nb");
        assertThat(failure.get("stepArray")).isNotEmpty();
    }

    @Test
    void what_is_finer_than_info_is_not_written_unasked() throws IOException, JoranException {
        assertThat(standardErrorOf(logs -> logs.getLogger("test").debug("detail"))).isEmpty();
    }

    private interface Logging {
        void log(LoggerContext logs);
    }

    /// Configures a log system of its own as the gateway's is.
    private static String standardErrorOf(Logging logging) throws JoranException {
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        LoggerContext logs = new LoggerContext();
        logs.setMDCAdapter(new LogbackMDCAdapter());
        try {
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(logs);
            configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
            assertThat(logs.getLogger("ROOT").getAppender("stderr"))
                    .isInstanceOf(ConsoleAppender.class);
            logging.log(logs);
        } finally {
            logs.stop();
            System.setErr(before);
        }
        return written.toString(StandardCharsets.UTF_8);
    }
}

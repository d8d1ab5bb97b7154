package dev.switchboard.gateway.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/// What the JVM notes of itself, from now until the end of the process, for JDK Mission Control or
/// `jfr print`. While it runs, `jcmd PID JFR.dump` writes what there is.
final class FlightRecording implements AutoCloseable {

    /// Of what is noted last, kept in the directory for temporary files.
    private static final long BYTES_MAX = 256L << 20;

    /// Command lines, properties and the environment, which may hold secrets.
    private static final List<String> TELL_TALES =
            List.of(
                    "jdk.InitialEnvironmentVariable",
                    "jdk.InitialSystemProperty",
                    "jdk.JVMInformation",
                    "jdk.SystemProcess");

    private final Recording recording;

    private FlightRecording(Recording recording) {
        this.recording = recording;
    }

    /// Begins one with the JDK's own settings for production.
    ///
    /// @param file written at the end; replaced, if it is there
    /// @throws IOException where it could not be written
    static FlightRecording begin(Path file) throws IOException {
        try {
            var recording = new Recording(Configuration.getConfiguration("default"));
            TELL_TALES.forEach(recording::disable);
            recording.setName("switchboard");
            recording.setMaxSize(BYTES_MAX);
            recording.setDestination(file.toAbsolutePath());
            // Also where the process ends without having been told to.
            recording.setDumpOnExit(true);
            recording.start();
            return new FlightRecording(recording);
        } catch (ParseException wrong) {
            throw new IOException(wrong);
        }
    }

    /// Ends it, and writes the file.
    @Override
    public void close() {
        recording.stop();
        recording.close();
    }
}

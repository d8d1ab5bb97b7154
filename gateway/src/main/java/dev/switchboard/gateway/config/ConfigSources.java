package dev.switchboard.gateway.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything a configuration is read from.
///
/// @param home directory of the installation; relative paths of defaults and of the file start here
/// @param workingDirectory relative paths of the environment and the command line start here
/// @param file the configuration file asked for; absent: `config/gateway.yaml` in `home`, where it
///   exists
/// @param environment the process's environment variables
/// @param commandLine what the command line says, the last word of all, in its order
public record ConfigSources(
        Path home,
        Path workingDirectory,
        Optional<Path> file,
        Map<String, String> environment,
        List<CommandLineSetting> commandLine) {

    public ConfigSources {
        home = home.toAbsolutePath().normalize();
        workingDirectory = workingDirectory.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
        commandLine = List.copyOf(commandLine);
    }

    /// @param option as it was typed, such as `--port`
    /// @param key what it sets
    /// @param value to what
    public record CommandLineSetting(String option, String key, String value) {}
}

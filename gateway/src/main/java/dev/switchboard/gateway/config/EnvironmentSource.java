package dev.switchboard.gateway.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads the environment variables that begin with `SWITCHBOARD_`.
final class EnvironmentSource {
    static final String PREFIX = "SWITCHBOARD_";

    /// Read by the start script and by the tests.
    private static final Set<String> OF_OTHERS =
            Set.of(
                    "SWITCHBOARD_JAVA_OPTS",
                    "SWITCHBOARD_BROWSER",
                    "SWITCHBOARD_PROMTOOL",
                    "SWITCHBOARD_PROXIES");

    /// Kubernetes describes a service named `switchboard` to each of its pods in such variables;
    /// nobody means to configure anything by them.
    private static final Pattern KUBERNETES_NAME =
            Pattern.compile(".*_SERVICE_(HOST|PORT(_.*)?)|.*_PORT_\\d+_(TCP|UDP|SCTP)(_.*)?");

    private static final Pattern KUBERNETES_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private EnvironmentSource() {}

    /// What `environment` says, in the order of the names.
    ///
    /// @param base directory that relative paths start from
    static List<Assignment> read(
            Map<String, String> environment, Path base, List<String> problems) {
        return new TreeMap<>(environment)
                .entrySet().stream()
                        .filter(e -> isOurs(e.getKey(), e.getValue()))
                        .flatMap(e -> assignment(e.getKey(), e.getValue(), base, problems).stream())
                        .toList();
    }

    private static boolean isOurs(String variable, String value) {
        return variable.startsWith(PREFIX)
                && !OF_OTHERS.contains(variable)
                && !KUBERNETES_NAME.matcher(variable).matches()
                && !(variable.endsWith("_PORT") && KUBERNETES_ADDRESS.matcher(value).matches());
    }

    private static List<Assignment> assignment(
            String variable, String value, Path base, List<String> problems) {
        return ConfigKeys.ALL
                .ofVariable(variable)
                .map(key -> new Assignment(new Origin(variable, base), key.name(), value))
                .map(List::of)
                .orElseGet(() -> {
                    problems.add(unknown(variable));
                    return List.of();
                });
    }

    private static String unknown(String variable) {
        ConfigKey nearest = ConfigKeys.ALL.nearest(variable, ConfigKey::variable);
        return "%s: there is no setting of this name; the nearest is %s (%s)."
                .formatted(variable, nearest.variable(), nearest.name());
    }
}

package switchboard.load.bench;

import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where one measurement is made.
///
/// @param home of Switchboard
/// @param directory for what servers log
/// @param loop of the clients and the model, which are measured against one clock
record Place(Path home, Path directory, EventLoop loop, BenchOptions options) {

    /// Starts a peer. What the run was given as settings overrules `settings`.
    Server start(Peer peer, String modelUrl, List<String> settings) {
        List<String> all = new ArrayList<>(settings);
        all.addAll(options.settings());
        return Server.start(peer, home, modelUrl, all, options.javaOpts(), directory);
    }
}

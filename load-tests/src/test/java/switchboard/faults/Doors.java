package switchboard.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/// Where the nodes can be reached: what a plain TCP load balancer knows. There are no sticky
/// sessions.
final class Doors {

    /// @param port of the proxy before the node
    record Door(String node, int port) {}

    private final List<Door> doors = new CopyOnWriteArrayList<>();

    void add(String node, int port) {
        doors.add(new Door(node, port));
    }

    void remove(String node) {
        doors.removeIf(d -> d.node().equals(node));
    }

    /// All of them, in the order in which one client tries them: a balancer goes on to the next
    /// where one refuses the connection.
    List<Door> shuffled(RandomGenerator random) {
        var shuffled = new ArrayList<>(doors);
        Collections.shuffle(shuffled, Random.from(random));
        return shuffled;
    }
}

package dev.switchboard.gateway.store;

/// Every key there is. The braces keep what is written together in one slot of a cluster.
final class Keys {
    private Keys() {}

    static String conversation(String id) {
        return "{c:" + id + "}";
    }

    static String log(String id) {
        return "{c:" + id + "}:log";
    }

    static String messages(String id) {
        return "{c:" + id + "}:ids";
    }

    static String conversationNodes(String id) {
        return "{c:" + id + "}:nodes";
    }

    static String person(String sub) {
        return "person:" + sub;
    }

    static String poolCommands(String pool) {
        return "{p:" + pool + "}:commands";
    }

    static String poolSnapshot(String pool) {
        return "{p:" + pool + "}:snapshot";
    }

    static String poolSnapshotAt(String pool) {
        return "{p:" + pool + "}:snapshot-at";
    }

    static String poolLease(String pool) {
        return "{p:" + pool + "}:lease";
    }

    static String inbox(String node) {
        return "inbox:" + node;
    }

    static String node(String node) {
        return "node:" + node;
    }
}

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

    static String account(String customer) {
        return "{a:" + customer + "}";
    }

    static String accountChanges(String customer) {
        return "{a:" + customer + "}:changes";
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

    /// Every node that has started and has not been cleared away.
    static String nodes() {
        return "nodes";
    }

    /// In one slot with the node's own key.
    static String nodeConversations(String node) {
        return "{" + node(node) + "}:conversations";
    }

    /// Who takes over what the node left.
    static String nodeClaim(String node) {
        return "{" + node(node) + "}:claim";
    }
}

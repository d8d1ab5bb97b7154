package dev.switchboard.gateway.policy;

/// Files that may change while the node runs.
public interface Watched {
    /// Looks whether the files have changed, and takes what is new and good. Blocks; by one thread
    /// at a time.
    void look();
}

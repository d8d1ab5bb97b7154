package dev.switchboard.gateway.store;

/// The same in a cluster.
@RedisForm.Of(RedisForm.Kind.CLUSTER)
class NodeStoreClusterTest extends NodeStoreTest {}

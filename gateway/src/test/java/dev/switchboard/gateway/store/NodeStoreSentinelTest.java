package dev.switchboard.gateway.store;

/// The same behind sentinels.
@RedisForm.Of(RedisForm.Kind.SENTINEL)
class NodeStoreSentinelTest extends NodeStoreTest {}

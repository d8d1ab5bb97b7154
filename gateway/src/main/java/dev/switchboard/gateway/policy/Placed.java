package dev.switchboard.gateway.policy;

/// Something allowed with the place where it was said.
public record Placed<T>(T value, Place at) {}

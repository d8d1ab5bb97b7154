package dev.switchboard.gateway.config;

/// A record of [GatewayConfig] was given a value it does not allow.
public final class InvalidSetting extends IllegalArgumentException {
    private final String component;
    private final String allowed;

    /// @param component the record's component
    /// @param allowed what is allowed, as a clause that follows "but", without a full stop
    InvalidSetting(String component, String allowed) {
        super(component + ": " + allowed);
        this.component = component;
        this.allowed = allowed;
    }

    /// The component of the record that refused.
    String component() {
        return component;
    }

    /// What would have been allowed.
    String allowed() {
        return allowed;
    }
}

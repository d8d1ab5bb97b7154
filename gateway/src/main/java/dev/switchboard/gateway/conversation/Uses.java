package dev.switchboard.gateway.conversation;

/// What needs a live conversation to stay in memory. Counted: each [#retain] has its [#release].
interface Uses {

    /// One use more.
    ///
    /// @return no where the conversation was let go of meanwhile, and another object stands for it:
    ///   then this one must do nothing any more
    boolean retain();

    /// One use less; the last one lets it go.
    void release();
}

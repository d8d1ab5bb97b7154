package dev.switchboard.gateway.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// Hears the signals that are sent to this process, each time and instead of the JVM, which hears
/// the first and no other.
///
/// The JDK has a class for it, which every JVM has had for decades, but which the compiler warns of
/// and cannot be told not to; hence by reflection.
final class Signals {

    private Signals() {}

    /// Has `heard` called, on a thread of its own, whenever the signal comes. One that the process
    /// was started to ignore stays ignored.
    ///
    /// @param signal without `SIG`
    static void on(String signal, Runnable heard) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object listener =
                    Proxy.newProxyInstance(
                            Signals.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (_, _, _) -> {
                                // The interface has this one method, and nobody compares them.
                                heard.run();
                                return null;
                            });
            type.getMethod("handle", type, handler)
                    .invoke(null, type.getConstructor(String.class).newInstance(signal), listener);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException("This Java cannot hear SIG" + signal, e);
        }
    }
}

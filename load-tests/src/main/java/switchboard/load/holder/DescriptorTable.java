package switchboard.load.holder;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Tables of open files, of which Linux can give a thread its own: the limit on open files is one
/// on a table, so that a process may hold as many sockets as it has tables times the limit. What
/// was open before has the same number in each; what is opened later is known to the thread that
/// opened it, and to threads that this has started, alone.
final class DescriptorTable {

    /// A table may have 20,000 on many a machine, and needs some for other things.
    static final int SESSIONS_MAX = 19_500;

    /// Of `<linux/sched.h>`.
    private static final int CLONE_FILES = 0x400;

    private static final MethodHandle UNSHARE = unshare();

    private DescriptorTable() {}

    /// The C library is called as its own documentation says, which is what the compiler warns of.
    @SuppressWarnings("restricted")
    private static MethodHandle unshare() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find("unshare").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    /// Opens what the JDK opens once, when it is first needed, and uses from all threads: jars of
    /// the class path, the source of random numbers, and what closed channels are made to point at.
    static void openShared() {
        try {
            DescriptorTable.class.getClassLoader().getResources("no-such-thing").hasMoreElements();
            new SecureRandom().nextInt();
            SocketChannel.open().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Runs something in a new thread with a table of its own, which the threads that it starts
    /// share.
    static void run(String name, Runnable what) {
        Thread.ofPlatform()
                .name(name)
                .start(() -> {
                    separate();
                    what.run();
                });
    }

    /// The same, and waits for what it makes.
    ///
    /// @throws java.util.concurrent.CompletionException where it fails, or there is no such table
    static <T> T ask(String name, Supplier<T> what) {
        var made = new CompletableFuture<T>();
        Thread.ofPlatform()
                .name(name)
                .start(() -> {
                    try {
                        separate();
                        made.complete(what.get());
                    } catch (Throwable e) {
                        made.completeExceptionally(e);
                    }
                });
        return made.join();
    }

    private static void separate() {
        int failed;
        try {
            failed = (int) UNSHARE.invokeExact(CLONE_FILES);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        if (failed != 0) {
            throw new IllegalStateException("unshare: no table of files of this thread's own");
        }
    }
}

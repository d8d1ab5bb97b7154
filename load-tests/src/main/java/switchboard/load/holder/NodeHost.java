package switchboard.load.holder;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/// Runs several nodes in one JVM, each with all that is a node's and a [DescriptorTable] of its
/// own: `NodeHost DIRECTORY NAME... -- OPTIONS`, with the options of `./switchboard`, and data in a
/// directory for each name. A machine of two cores is spared what it costs to have fifty JVMs
/// compile the same code. It starts the next node at each line of its input, and ends with it.
final class NodeHost {

    private static final String PROGRAM = "dev.switchboard.gateway.Main";

    private NodeHost() {}

    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        List<String> all = List.of(arguments);
        int options = all.indexOf("--");
        Method program = Class.forName(PROGRAM).getMethod("main", String[].class);
        Thread.setDefaultUncaughtExceptionHandler(NodeHost::fail);
        DescriptorTable.openShared();
        for (String name : all.subList(1, options)) {
            List<String> own = new ArrayList<>(all.subList(options + 1, all.size()));
            own.addAll(List.of("--data", all.getFirst() + "/" + name));
            DescriptorTable.run(name, () -> run(program, own));
            awaitLine();
        }
        while (true) {
            awaitLine();
        }
    }

    private static void fail(Thread thread, Throwable why) {
        System.err.println(thread.getName() + ": " + why);
        Runtime.getRuntime().halt(1);
    }

    private static void run(Method program, List<String> arguments) {
        try {
            program.invoke(null, (Object) arguments.toArray(String[]::new));
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitLine() throws IOException {
        int read = System.in.read();
        while (read >= 0 && read != '\n') {
            read = System.in.read();
        }
        if (read < 0) {
            Runtime.getRuntime().halt(0);
        }
    }
}

package switchboard.faults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/// A way between clients and a node that ends a connection whenever the conversation changes hands,
/// while it is told to: a handoff that costs the customer their socket.
final class BrokenDoor extends FaultProxy.PlainEar {

    private static final String HANDOFF = "\"type\":\"holder\"";

    private final BooleanSupplier broken;

    BrokenDoor(BooleanSupplier broken) {
        this.broken = broken;
    }

    @Override
    public void down(InputStream server, FaultProxy.Sink client) throws IOException {
        super.down(
                server,
                bytes -> {
                    client.accept(bytes);
                    if (broken.getAsBoolean()
                            && new String(bytes, StandardCharsets.UTF_8).contains(HANDOFF)) {
                        throw new IOException("broken on purpose");
                    }
                });
    }
}

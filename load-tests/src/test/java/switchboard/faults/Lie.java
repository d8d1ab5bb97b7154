package switchboard.faults;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a proxy before Redis does with one command of a node's instead of passing it on: a store
/// that is broken on purpose, so that the checker is seen to notice.
@FunctionalInterface
interface Lie {

    /// The truth.
    Lie NONE = words -> List.of(new Step.Pass(words));

    /// What becomes of a command, step by step; the node hears exactly one answer.
    List<Step> tell(List<String> words);

    /// One step.
    sealed interface Step {
        /// Redis is asked this, and its answer is the node's.
        record Pass(List<String> words) implements Step {}

        /// Redis is asked this, and nobody hears of it.
        record Hidden(List<String> words) implements Step {}

        /// The node hears this; Redis hears nothing.
        record Answer(byte[] bytes) implements Step {
            static Answer of(String resp) {
                return new Answer(resp.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    static List<Step> pass(List<String> words) {
        return List.of(new Step.Pass(words));
    }
}

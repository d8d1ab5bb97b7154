package dev.switchboard.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is worked out once is not worked out again, and nothing else is taken for it.
class KeptTest {

    private static final byte[] LEARNED = {7, 0, 0, 9, 8};

    @TempDir Path directory;
    private int worked;

    private byte[] work() {
        worked++;
        return LEARNED;
    }

    private ByteBuffer from(String content, String name) {
        return new Kept(Optional.of(directory), content(content)).from(name, this::work);
    }

    private static Kept.Content content(String... texts) {
        var content = new Kept.Content();
        for (String text : texts) {
            content.add(text);
        }
        return content;
    }

    private Path kept() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void the_same_content_is_worked_on_once() throws IOException {
        ByteBuffer first = from("abc", "words");
        ByteBuffer second = from("abc", "words");
        assertThat(worked).isEqualTo(1);
        assertThat(first).isEqualTo(ByteBuffer.wrap(LEARNED)).isEqualTo(second);
        assertThat(second.isDirect()).as("mapped").isTrue();
        assertThat(Files.list(directory)).hasSize(1);
    }

    @Test
    void other_content_and_other_names_are_worked_on_anew() {
        from("abc", "words");
        from("abd", "words");
        assertThat(worked).isEqualTo(2);
        from("abc", "languages");
        assertThat(worked).isEqualTo(3);
    }

    @Test
    void content_is_known_by_its_parts_and_their_order() {
        assertThat(content("ab", "c")).hasToString(content("ab", "c").toString());
        assertThat(
                        Stream.of(
                                        content("ab", "c"),
                                        content("a", "bc"),
                                        content("c", "ab"),
                                        content("abc"),
                                        content("abc", ""),
                                        content("ab", "d"))
                                .map(Kept.Content::toString))
                .doesNotHaveDuplicates();
    }

    @Test
    void what_was_cut_or_changed_is_worked_on_anew() throws IOException {
        from("abc", "words");
        byte[] whole = Files.readAllBytes(kept());
        Files.delete(kept());
        for (int length = 0; length < whole.length; length++) {
            replace(Arrays.copyOf(whole, length));
            assertThat(from("abc", "words")).isEqualTo(ByteBuffer.wrap(LEARNED));
        }
        assertThat(worked).isEqualTo(1 + whole.length);
        byte[] changed = whole.clone();
        changed[2] ^= 1;
        replace(changed);
        assertThat(from("abc", "words")).isEqualTo(ByteBuffer.wrap(LEARNED));
        assertThat(worked).isEqualTo(2 + whole.length);
        assertThat(Files.readAllBytes(kept())).isEqualTo(whole);
    }

    /// As a new file: the old one may be mapped.
    private void replace(byte[] bytes) throws IOException {
        Path name = new Kept(Optional.of(directory), content("abc")).file(directory, "words");
        Files.deleteIfExists(name);
        Files.write(name, bytes);
    }

    @Test
    void where_nothing_can_be_kept_it_is_worked_on_all_the_same() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        var nowhere = new Kept(Optional.of(file), content("abc"));
        assertThat(nowhere.from("words", this::work)).isEqualTo(ByteBuffer.wrap(LEARNED));
        var nothing = new Kept(Optional.empty(), content("abc"));
        assertThat(nothing.from("words", this::work)).isEqualTo(ByteBuffer.wrap(LEARNED));
        assertThat(worked).isEqualTo(2);
    }

    @Test
    void parts_are_read_in_the_order_in_which_they_were_written() {
        byte[] bytes =
                Kept.bytes(out -> {
                    Kept.text(out, "någon");
                    out.writeInt(5);
                    out.write(LEARNED);
                    Kept.text(out, "");
                });
        var in = ByteBuffer.wrap(bytes);
        assertThat(Kept.text(in)).isEqualTo("någon");
        assertThat(Kept.part(in, in.getInt())).isEqualTo(ByteBuffer.wrap(LEARNED));
        assertThat(Kept.text(in)).isEmpty();
        assertThat(in.hasRemaining()).isFalse();
    }
}

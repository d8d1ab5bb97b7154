package switchboard.load.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FieldsTest {

    private static final String SAID =
            "{\"type\":\"said\",\"conversation\":\"01K\",\"seq\":12,\"id\":\"w1-7\","
                    + "\"from\":{\"kind\":\"customer\"},\"text\":\"\\\"id\\\":\\\"x\\\"\"}";

    @Test
    void a_frame_is_of_one_type() {
        assertThat(Fields.isOf(SAID, "said")).isTrue();
        assertThat(Fields.isOf(SAID, "sai")).isFalse();
        assertThat(Fields.isOf("{\"type\":\"accepted\",\"id\":\"said\"}", "said")).isFalse();
    }

    @Test
    void fields_are_found_by_their_names() {
        assertThat(Fields.text(SAID, "id")).isEqualTo("w1-7");
        assertThat(Fields.text(SAID, "conversation")).isEqualTo("01K");
        assertThat(Fields.number(SAID, "seq")).isEqualTo(12);
    }

    @Test
    void what_is_not_there_is_nothing() {
        assertThat(Fields.text(SAID, "offer")).isEmpty();
        assertThat(Fields.number(SAID, "epoch")).isEqualTo(-1);
        assertThat(Fields.number(SAID, "id")).isEqualTo(-1);
    }

    @Test
    void a_type_is_no_field_of_its_name() {
        String holder = "{\"type\":\"holder\",\"seq\":3,\"holder\":\"agent\"}";
        assertThat(Fields.text(holder, "holder")).isEqualTo("agent");
    }
}

package dev.switchboard.gateway.wire;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The kinds of field that frames have, written as UTF-8. What is absent leaves no trace.
final class JsonWriter implements Closeable {

    /// An emoji as its four bytes of UTF-8, not as twelve of escapes.
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build();

    /// Most frames are deltas of a few words.
    private static final int USUAL_BYTES = 192;

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    private final JsonGenerator json;

    JsonWriter() throws IOException {
        json = JSON.createGenerator(bytes, JsonEncoding.UTF8);
    }

    /// Everything so far.
    byte[] bytes() throws IOException {
        json.flush();
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    void object() throws IOException {
        json.writeStartObject();
    }

    void object(String field) throws IOException {
        json.writeObjectFieldStart(field);
    }

    void endObject() throws IOException {
        json.writeEndObject();
    }

    void array(String field) throws IOException {
        json.writeArrayFieldStart(field);
    }

    void endArray() throws IOException {
        json.writeEndArray();
    }

    void type(String type) throws IOException {
        json.writeStringField("type", type);
    }

    void from(ServerFrame.From from) throws IOException {
        object("from");
        text("kind", from.kind());
        optional("name", from.name());
        endObject();
    }

    void text(String field, String value) throws IOException {
        json.writeStringField(field, Surrogates.replaced(value));
    }

    void texts(String field, List<String> values) throws IOException {
        array(field);
        for (String value : values) {
            json.writeString(Surrogates.replaced(value));
        }
        endArray();
    }

    void number(String field, long value) throws IOException {
        json.writeNumberField(field, value);
    }

    void number(long value) throws IOException {
        json.writeNumber(value);
    }

    void truth(String field, boolean value) throws IOException {
        json.writeBooleanField(field, value);
    }

    /// An instant to exactly the millisecond.
    void at(String field, Instant at) throws IOException {
        json.writeStringField(field, MILLISECONDS.format(at));
    }

    void optional(String field, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            text(field, value.get());
        }
    }

    void optional(String field, OptionalLong value) throws IOException {
        if (value.isPresent()) {
            number(field, value.getAsLong());
        }
    }

    void optional(String field, OptionalInt value) throws IOException {
        if (value.isPresent()) {
            number(field, value.getAsInt());
        }
    }
}

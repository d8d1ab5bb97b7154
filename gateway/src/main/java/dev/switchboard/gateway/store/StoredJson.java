package dev.switchboard.gateway.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/// The records of `routing` as JSON in Redis. A case of a sealed type carries its simple name as
/// `type`; fields that a reader does not know are left aside, so that nodes of two versions can
/// read each other.
public final class StoredJson {

    /// Adds `type` to what is one of several cases.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface OneOf {}

    private final ObjectMapper mapper =
            new ObjectMapper()
                    .registerModule(new Jdk8Module())
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                    .setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT);

    /// @param sealed the sealed types among what is written
    public StoredJson(List<Class<?>> sealed) {
        for (Class<?> type : sealed) {
            mapper.addMixIn(type, OneOf.class);
            cases(type);
        }
    }

    private void cases(Class<?> sealed) {
        for (Class<?> c : sealed.getPermittedSubclasses()) {
            if (c.isSealed()) {
                cases(c);
            } else {
                mapper.registerSubtypes(new NamedType(c, c.getSimpleName()));
            }
        }
    }

    /// @param as the sealed type it is read as again, so that its `type` is written
    public <T> String write(T value, Class<T> as) {
        try {
            return mapper.writerFor(as).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not writable: " + as.getSimpleName(), e);
        }
    }

    /// The same, straight into a stream, which is closed.
    <T> void write(T value, Class<T> as, OutputStream out) throws IOException {
        mapper.writerFor(as).writeValue(out, value);
    }

    <T> T read(InputStream json, Class<T> type) throws IOException {
        return mapper.readValue(json, type);
    }

    /// Fails with [IllegalStateException] where it is none.
    public <T> T read(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a stored " + type.getSimpleName(), e);
        }
    }
}

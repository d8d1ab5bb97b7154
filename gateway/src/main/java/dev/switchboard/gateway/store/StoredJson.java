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
import java.util.List;

/// The records of `routing` as JSON in Redis. A case of a sealed type carries its simple name as
/// `type`; fields that a reader does not know are left aside, so that nodes of two versions can
/// read each other.
final class StoredJson {

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
    StoredJson(List<Class<?>> sealed) {
        for (Class<?> type : sealed) {
            mapper.addMixIn(type, OneOf.class);
            for (Class<?> c : type.getPermittedSubclasses()) {
                mapper.registerSubtypes(new NamedType(c, c.getSimpleName()));
            }
        }
    }

    /// @param as the sealed type it is read as again, so that its `type` is written
    <T> String write(T value, Class<T> as) {
        try {
            return mapper.writerFor(as).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not writable: " + as.getSimpleName(), e);
        }
    }

    <T> T read(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a stored " + type.getSimpleName(), e);
        }
    }
}

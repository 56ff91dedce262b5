package io.counterfoil.console;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.Slice;
import io.counterfoil.web.Listed;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.lang.reflect.RecordComponent;
import java.time.Period;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the records of the API say by their types: one name for each, and which of their fields are
 * always there.
 */
final class ApiSchemas {
    private static final ObjectMapper MAPPER = Json.mapper();
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String REQUIRED = "required";
    private static final String TYPE = "type";
    private static final String NULL = "null";

    private final OneNameEach names = new OneNameEach();
    private final List<ModelConverter> converters =
            List.of(new ModelResolver(MAPPER, names), new SpelledOtherwise());

    /** How schemas are made of classes. */
    List<ModelConverter> converters() {
        return converters;
    }

    /** The classes that have a schema. */
    Collection<Class<?>> described() {
        return names.named.values();
    }

    /**
     * Says of each field whether it is always there, and of requests that they have no other
     * fields. What is required by words stays so, since what comes in is checked later than it is
     * read.
     */
    void finish(ObjectNode api) {
        ObjectNode schemas = api.withObject("/components/schemas");
        Set<String> asked = new TreeSet<>();
        Set<String> answered = new TreeSet<>();
        api.path("paths")
                .forEach(
                        path ->
                                path.forEach(
                                        operation -> {
                                            collect(operation.path("requestBody"), schemas, asked);
                                            collect(operation.path("responses"), schemas, answered);
                                        }));
        asked.removeAll(answered);
        asked.stream()
                .map(name -> (ObjectNode) schemas.required(name))
                .filter(schema -> schema.path(TYPE).asText().equals("object"))
                .forEach(schema -> schema.put("additionalProperties", false));
        schemas.properties()
                .forEach(
                        entry -> {
                            Class<?> type = names.of(entry.getKey());
                            if (type != null && type.isRecord()) {
                                finish((ObjectNode) entry.getValue(), type);
                            }
                        });
    }

    /** The names of all schemas that a part of the description refers to, also through others. */
    private static void collect(JsonNode part, JsonNode schemas, Set<String> names) {
        part.findValuesAsText("$ref").stream()
                .filter(reference -> reference.startsWith(SCHEMAS))
                .map(reference -> reference.substring(SCHEMAS.length()))
                .filter(names::add)
                .toList()
                .forEach(name -> collect(schemas.path(name), schemas, names));
    }

    private static void finish(ObjectNode schema, Class<?> type) {
        Set<String> required = new TreeSet<>();
        schema.path(REQUIRED).forEach(name -> required.add(name.asText()));
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonIgnore.class)) {
                continue;
            }
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                finish(schema, component.getType());
                schema.path(REQUIRED).forEach(name -> required.add(name.asText()));
                continue;
            }
            String name = nameOf(type, component);
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(name);
            } else if (!required.contains(name)) {
                ObjectNode properties = schema.withObject("/properties");
                properties.set(name, orNull((ObjectNode) properties.required(name)));
            }
        }
        schema.remove(REQUIRED);
        if (!required.isEmpty()) {
            ArrayNode names = schema.putArray(REQUIRED);
            required.forEach(names::add);
        }
    }

    private static String nameOf(Class<?> type, RecordComponent component) {
        return MAPPER
                .getSerializationConfig()
                .introspect(MAPPER.constructType(type))
                .findProperties()
                .stream()
                .filter(property -> property.getInternalName().equals(component.getName()))
                .map(BeanPropertyDefinition::getName)
                .findAny()
                .orElseThrow(() -> new IllegalStateException("JSON doesn't show " + component));
    }

    private static ObjectNode orNull(ObjectNode schema) {
        JsonNode type = schema.path(TYPE);
        if (type.isTextual()) {
            schema.set(TYPE, MAPPER.createArrayNode().add(type.asText()).add(NULL));
            if (schema.path("enum") instanceof ArrayNode values) {
                values.addNull();
            }
            return schema;
        }
        JsonNode reference = schema.remove("$ref");
        if (reference != null) {
            ArrayNode either = schema.putArray("anyOf");
            either.addObject().set("$ref", reference);
            either.addObject().put(TYPE, NULL);
        }
        return schema;
    }

    /** Names schemas by their classes, and refuses to describe two by one name. */
    private static final class OneNameEach extends TypeNameResolver {
        private final Map<String, Class<?>> named = new HashMap<>();

        @Override
        protected String nameForClass(Class<?> type, Set<Options> options) {
            String name = super.nameForClass(type, options);
            Class<?> before = named.putIfAbsent(name, type);
            if (before != null && before != type) {
                throw new IllegalStateException(
                        "%s and %s are both called %s in the API's description: name one of them with @Schema(name = …)"
                                .formatted(before.getName(), type.getName(), name));
            }
            return name;
        }

        /** Parts of lists have their rows' name too. */
        @Nullable Class<?> of(String schema) {
            Class<?> type = named.get(schema);
            return type == null && schema.startsWith(Slice.class.getSimpleName())
                    ? Slice.class
                    : type;
        }
    }

    /** Describes by what JSON shows: of a list a part, of a period its ISO form, of what
     * may be anything nothing. */
    private static final class SpelledOtherwise implements ModelConverter {
        @Override
        public @Nullable Schema<?> resolve(
                AnnotatedType asked,
                ModelConverterContext context,
                Iterator<ModelConverter> others) {
            JavaType type = MAPPER.constructType(asked.getType());
            if (type.hasRawClass(Period.class)) {
                return new StringSchema().format("duration");
            }
            if (type.hasRawClass(JsonNode.class)) {
                return new Schema<>();
            }
            if (type.isMapLikeType() && type.getContentType().hasRawClass(Object.class)) {
                return new ObjectSchema().additionalProperties(true);
            }
            if (type.hasRawClass(Listed.class)) {
                asked.type(
                        MAPPER.getTypeFactory()
                                .constructParametricType(Slice.class, type.containedType(0)));
            }
            return others.hasNext() ? others.next().resolve(asked, context, others) : null;
        }
    }
}

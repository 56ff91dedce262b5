package io.counterfoil.console;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.access.Open;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.Slice;
import io.counterfoil.web.Listed;
import io.counterfoil.web.ProblemMapper;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.jaxrs2.ext.AbstractOpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtensions;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the description of the API off its resources, so that it can't differ from them. */
public final class ApiDescription {
    private static final String KEY = "key";
    private static final String PROBLEM = "Problem";

    private ApiDescription() {}

    /**
     * The description of those of {@code resources} that speak JSON; pages are for people.
     *
     * @throws IllegalStateException if two classes would have one name in it
     */
    public static OpenAPI of(Set<Class<?>> resources) {
        ModelConverters schemas = ModelConverters.getInstance();
        schemas.addConverter(new ModelResolver(Json.mapper(), new OneNameEach()));
        schemas.addConverter(new ListsAreParts());
        List<OpenAPIExtension> extensions = new ArrayList<>(OpenAPIExtensions.getExtensions());
        extensions.addFirst(new OpenOperations());
        OpenAPIExtensions.setExtensions(extensions);
        OpenAPI api =
                new Reader(frame())
                        .read(
                                resources.stream()
                                        .filter(type -> type.getSimpleName().endsWith("Resource"))
                                        .collect(Collectors.toSet()));
        Paths paths = new Paths();
        api.getPaths()
                .forEach(
                        (path, item) -> {
                            if (path.startsWith("/api/") || path.equals("/health")) {
                                item.readOperations().forEach(ApiDescription::mayFail);
                                paths.addPathItem(path, item);
                            }
                        });
        return api.paths(paths);
    }

    private static OpenAPI frame() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("Counterfoil")
                                .version("1")
                                .description(
                                        "Writes take an Idempotency-Key: the same key and body get"
                                            + " the stored answer for 24 hours. Lists go on with"
                                            + " after = the next of the part before."))
                .addSecurityItem(new SecurityRequirement().addList(KEY))
                .components(
                        new Components()
                                .addSecuritySchemes(
                                        KEY,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme("bearer")
                                                .description(
                                                        "The key of a provider, a retailer or a"
                                                                + " till"))
                                .addSchemas(PROBLEM, problem()));
    }

    private static Schema<?> problem() {
        Schema<?> field =
                new ObjectSchema()
                        .addProperty("field", new StringSchema())
                        .addProperty("message", new StringSchema());
        return new ObjectSchema()
                .description("RFC 9457")
                .addProperty("type", new StringSchema())
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("request_id", new StringSchema())
                .addProperty("errors", new ArraySchema().items(field));
    }

    private static void mayFail(Operation operation) {
        Schema<?> problem = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
        operation
                .getResponses()
                .addApiResponse(
                        "4XX",
                        new ApiResponse()
                                .description("Refused; the detail says what to do next")
                                .content(
                                        new Content()
                                                .addMediaType(
                                                        ProblemMapper.PROBLEM_JSON,
                                                        new MediaType().schema(problem))));
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
    }

    /** Describes a list by what JSON shows of it. */
    private static final class ListsAreParts implements ModelConverter {
        private static final ObjectMapper TYPES = Json.mapper();

        @Override
        public @Nullable Schema<?> resolve(
                AnnotatedType asked,
                ModelConverterContext context,
                Iterator<ModelConverter> others) {
            JavaType type = TYPES.constructType(asked.getType());
            if (type.hasRawClass(Listed.class)) {
                asked.type(
                        TYPES.getTypeFactory()
                                .constructParametricType(Slice.class, type.containedType(0)));
            }
            return others.hasNext() ? others.next().resolve(asked, context, others) : null;
        }
    }

    private static final class OpenOperations extends AbstractOpenAPIExtension {
        @Override
        public void decorateOperation(
                Operation operation, Method method, Iterator<OpenAPIExtension> chain) {
            if (method.isAnnotationPresent(Open.class)) {
                operation.security(List.of());
            }
            super.decorateOperation(operation, method, chain);
        }
    }
}

package io.counterfoil.console;

import io.counterfoil.access.Open;
import io.counterfoil.platform.Json;
import io.counterfoil.web.ProblemMapper;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
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
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Reads the description of the API off its resources, so that it can't differ from them. */
public final class ApiDescription {
    private static final String KEY = "key";
    private static final String PROBLEM = "Problem";

    private ApiDescription() {}

    /** The description of those of {@code resources} that speak JSON; pages are for people. */
    public static OpenAPI of(Set<Class<?>> resources) {
        ModelConverters.getInstance().addConverter(new ModelResolver(Json.mapper()));
        List<OpenAPIExtension> extensions = new ArrayList<>(OpenAPIExtensions.getExtensions());
        extensions.addFirst(new OpenOperations());
        OpenAPIExtensions.setExtensions(extensions);
        OpenAPI api = new Reader(frame()).read(resources);
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

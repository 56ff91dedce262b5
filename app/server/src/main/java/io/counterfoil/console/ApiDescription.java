package io.counterfoil.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtensions;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The description of the API (OpenAPI 3.1), read off its resources and records, so that it can't
 * differ from them. What Java doesn't tell, such as bounds, meanings and examples, stands in an
 * {@code api.yml} beside the classes of each feature.
 *
 * @param document all of it
 * @param strange what an {@code api.yml} tells of that isn't there, such as a field that was
 *     renamed; a test finds it empty
 */
public record ApiDescription(ObjectNode document, Set<String> strange) {
    // What 3.0 and 3.1 spell differently is written by us.
    private static final String VERSION = "3.1.0";

    /**
     * The description of those of {@code resources} that speak JSON; pages are for people.
     *
     * @throws IllegalStateException if two classes would have one name in it
     */
    public static ApiDescription of(Set<Class<?>> resources) {
        Set<Class<?>> speaking =
                resources.stream()
                        .filter(type -> type.getSimpleName().endsWith("Resource"))
                        .collect(Collectors.toSet());
        ApiSchemas schemas = new ApiSchemas();
        ObjectNode api = Json.mapper().valueToTree(read(speaking, schemas));
        api.put("openapi", VERSION);

        Set<Class<?>> described = new HashSet<>(speaking);
        described.addAll(schemas.described());
        described.add(ApiDescription.class);
        ApiWords words = ApiWords.beside(described);
        Set<String> strange = words.mergeInto(api);
        schemas.finish(api);
        return new ApiDescription(api, strange);
    }

    // The library keeps what reads for it in registries of the whole process.
    private static synchronized OpenAPI read(Set<Class<?>> resources, ApiSchemas schemas) {
        ModelConverters converters = ModelConverters.getInstance();
        List<OpenAPIExtension> before = OpenAPIExtensions.getExtensions();
        ApiOperations operations = new ApiOperations();
        schemas.converters().forEach(converters::addConverter);
        try {
            List<OpenAPIExtension> extensions = new ArrayList<>(before);
            extensions.addFirst(operations);
            OpenAPIExtensions.setExtensions(extensions);
            OpenAPI api = new Reader(new OpenAPI().components(new Components())).read(resources);
            Paths paths = new Paths();
            new TreeMap<>(api.getPaths())
                    .forEach(
                            (path, item) -> {
                                if (path.startsWith("/api/") || path.equals("/health")) {
                                    paths.addPathItem(path, item);
                                }
                            });
            operations.finish(api.paths(paths));
            return api;
        } finally {
            OpenAPIExtensions.setExtensions(before);
            schemas.converters().forEach(converters::removeConverter);
        }
    }
}

package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.ApiScope;
import io.counterfoil.access.Open;
import io.counterfoil.access.Role;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.web.Answer;
import io.counterfoil.web.Csv;
import io.counterfoil.web.Listed;
import io.counterfoil.web.ProblemMapper;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.jaxrs2.ext.AbstractOpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtension;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Completes each operation by what its method says: who may call it, what it answers, and which
 * refusals its kind can meet.
 */
final class ApiOperations extends AbstractOpenAPIExtension {
    private static final String JSON = jakarta.ws.rs.core.MediaType.APPLICATION_JSON;
    private static final String CSV = "text/csv";
    private static final String SCHEMAS = "#/components/schemas/";
    // A browser that is signed in may read, but not write, over the API.
    private static final String SESSION = "session";
    private static final Map<Integer, String> SUCCESSES =
            Map.of(
                    200, "Done",
                    201, "Made",
                    202, "A second person has to agree first",
                    204, "Done; there is no body",
                    503, "The service can't do its work");
    private static final Set<Role> KEYS = Set.of(Role.PROVIDER_KEY, Role.RETAILER_KEY, Role.TILL);

    private final IdentityHashMap<Operation, Method> methods = new IdentityHashMap<>();

    @Override
    public void decorateOperation(
            Operation operation, Method method, Iterator<OpenAPIExtension> chain) {
        methods.put(operation, method);
        super.decorateOperation(operation, method, chain);
    }

    /** Completes everything that was read. */
    void finish(OpenAPI api) {
        api.getPaths()
                .forEach(
                        (path, item) ->
                                item.readOperationsMap()
                                        .forEach(
                                                (verb, operation) -> {
                                                    operation.setOperationId(nameOf(verb, path));
                                                    finish(api, verb, operation);
                                                }));
        Arrays.stream(ProblemType.values())
                .collect(
                        Collectors.groupingBy(
                                ProblemType::status, LinkedHashMap::new, Collectors.toList()))
                .forEach(
                        (status, types) ->
                                api.getComponents()
                                        .addResponses(refusalName(status), refusal(status, types)));
    }

    private void finish(OpenAPI api, PathItem.HttpMethod verb, Operation operation) {
        Method method = methods.get(operation);
        if (method == null) {
            throw new IllegalStateException("nobody saw how " + operation + " was read");
        }
        boolean read = verb == PathItem.HttpMethod.GET;
        operation.setSecurity(security(method, read));
        takeOtherBodies(operation, method);
        ApiResponses answers = new ApiResponses();
        addSuccesses(answers, method, api.getComponents());
        refusals(operation, method, read)
                .forEach(
                        status ->
                                answers.addApiResponse(
                                        Integer.toString(status),
                                        new ApiResponse()
                                                .$ref(
                                                        "#/components/responses/"
                                                                + refusalName(status))));
        answers.addApiResponse(
                "5XX", new ApiResponse().$ref("#/components/responses/" + refusalName(500)));
        operation.setResponses(answers);
        if (isTable(method)) {
            operation.addParametersItem(new Parameter().$ref("#/components/parameters/As"));
        }
        if (!read) {
            operation.addParametersItem(
                    new Parameter().$ref("#/components/parameters/IdempotencyKey"));
        }
    }

    /**
     * Such as {@code postPrintRunsByIdCountIn}: of the address alone, which never changes, so that
     * clients that were generated keep their methods.
     */
    private static String nameOf(PathItem.HttpMethod verb, String path) {
        return verb.name().toLowerCase(Locale.ROOT)
                + Arrays.stream(path.replaceFirst("^/api/v1", "").split("[/_-]"))
                        .map(part -> part.startsWith("{") ? "by" + capital(part.substring(1)) : part)
                        .map(part -> part.replace("}", ""))
                        .map(ApiOperations::capital)
                        .collect(Collectors.joining());
    }

    private static String capital(String word) {
        return word.isEmpty()
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static List<SecurityRequirement> security(Method method, boolean read) {
        Allowed allowed = method.getAnnotation(Allowed.class);
        if (allowed == null) {
            Open open = method.getAnnotation(Open.class);
            return open == null || !open.trustsKey()
                    ? List.of()
                    : List.of(
                            new SecurityRequirement(),
                            requirement(
                                    Role.PROVIDER_KEY, scopes(method, Role.PROVIDER_KEY)));
        }
        List<Role> roles = List.of(allowed.value());
        List<SecurityRequirement> keys =
                roles.stream()
                        .filter(KEYS::contains)
                        .sorted()
                        .map(key -> requirement(key, scopes(method, key)))
                        .collect(Collectors.toList());
        if (read && !KEYS.containsAll(roles)) {
            keys.add(new SecurityRequirement().addList(SESSION));
        }
        return keys;
    }

    /** The key of a till always may do all that tills may. */
    private static List<String> scopes(Method method, Role key) {
        return key == Role.TILL
                ? List.of()
                : List.of(ApiScope.of(method.getDeclaringClass(), method).label());
    }

    private static SecurityRequirement requirement(Role key, List<String> scopes) {
        return new SecurityRequirement()
                .addList(
                        key == Role.TILL ? "till_key" : key.name().toLowerCase(Locale.ROOT),
                        scopes);
    }

    /**
     * Two methods with one address differ in the media type that they take; the description has one
     * operation for them, in which JSON comes first.
     */
    private void takeOtherBodies(Operation operation, Method method) {
        RequestBody body = operation.getRequestBody();
        if (body == null) {
            return;
        }
        List<Operation> all =
                methods.entrySet().stream()
                        .filter(entry -> isOneCall(method, entry.getValue()))
                        .map(Map.Entry::getKey)
                        .sorted(Comparator.comparing(each -> !takesJson(each)))
                        .toList();
        Content content = new Content();
        all.forEach(each -> content.putAll(each.getRequestBody().getContent()));
        if (content.size() > 1) {
            content.remove("*/*");
        }
        body.content(content).required(true);
        operation.summary(all.getFirst().getSummary());
        operation.description(
                Stream.concat(
                                Stream.ofNullable(all.getFirst().getDescription()),
                                all.stream()
                                        .skip(1)
                                        .map(
                                                each ->
                                                        each.getSummary()
                                                                + ": "
                                                                + each.getDescription()))
                        .reduce((one, other) -> one + "\n\n" + other)
                        .orElse(null));
    }

    private static boolean takesJson(Operation operation) {
        return operation.getRequestBody().getContent().containsKey(JSON);
    }

    private static boolean isOneCall(Method one, Method other) {
        return one.getDeclaringClass() == other.getDeclaringClass()
                && one.getName().equals(other.getName())
                && path(one).equals(path(other));
    }

    private static String path(Method method) {
        Path path = method.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }

    private static void addSuccesses(ApiResponses answers, Method method, Components components) {
        Answer[] told = method.getAnnotationsByType(Answer.class);
        for (Answer answer : told) {
            String status = Integer.toString(answer.status());
            ApiResponse success =
                    answers.getOrDefault(status, success(answer.status(), new Content()));
            success.getContent()
                    .addMediaType(
                            answer.media(),
                            new MediaType()
                                    .schema(
                                            answer.body() == byte[].class
                                                    ? file()
                                                    : schema(answer.body(), components)));
            answers.addApiResponse(status, success);
        }
        // Of a Response nobody knows more than the annotations say.
        if (told.length > 0 || method.getReturnType() == Response.class) {
            return;
        }
        if (method.getReturnType() == void.class) {
            answers.addApiResponse("204", success(204, null));
        } else {
            Content content =
                    new Content()
                            .addMediaType(
                                    JSON,
                                    new MediaType()
                                            .schema(
                                                    schema(
                                                            method.getGenericReturnType(),
                                                            components)));
            if (isTable(method)) {
                content.addMediaType(CSV, new MediaType().schema(new StringSchema()));
            }
            answers.addApiResponse("200", success(200, content));
        }
    }

    /** Whether it is a list that is a table for spreadsheets, too. */
    private static boolean isTable(Method method) {
        Produces ofMethod = method.getAnnotation(Produces.class);
        Produces produces =
                ofMethod == null
                        ? method.getDeclaringClass().getAnnotation(Produces.class)
                        : ofMethod;
        return method.getReturnType() == Listed.class
                && produces != null
                && List.of(produces.value()).contains(Csv.TEXT_CSV);
    }

    private static ApiResponse success(int status, @Nullable Content content) {
        return new ApiResponse().description(SUCCESSES.get(status)).content(content);
    }

    private static Schema<?> file() {
        return new StringSchema().format("binary");
    }

    private static Schema<?> schema(Type type, Components components) {
        ResolvedSchema resolved =
                ModelConverters.getInstance()
                        .resolveAsResolvedSchema(new AnnotatedType(type).resolveAsRef(true));
        resolved.referencedSchemas.forEach(components::addSchemas);
        return resolved.schema;
    }

    /** The statuses with which calls of this kind can be refused. */
    private static Set<Integer> refusals(Operation operation, Method method, boolean read) {
        Set<Integer> statuses = new TreeSet<>();
        boolean open = method.isAnnotationPresent(Open.class);
        if (!open) {
            statuses.addAll(Set.of(401, 403));
        }
        Set<String> places =
                operation.getParameters() == null
                        ? Set.of()
                        : operation.getParameters().stream()
                                .map(Parameter::getIn)
                                .collect(Collectors.toSet());
        if (places.contains("path")) {
            statuses.add(404);
        }
        if (places.contains("query")) {
            statuses.add(422);
        }
        if (operation.getRequestBody() != null) {
            statuses.addAll(Set.of(413, 415, 422, 503));
        }
        if (!read) {
            statuses.addAll(Set.of(400, 409));
            if (open) {
                statuses.add(429);
            }
        }
        return statuses;
    }

    private static String refusalName(int status) {
        return "Refused" + status;
    }

    /** What a status says, whichever of its problems it is. */
    private static ApiResponse refusal(int status, List<ProblemType> types) {
        ApiResponse refusal = new ApiResponse();
        if (status == 429 || status == 503) {
            refusal.addHeaderObject(
                    HttpHeaders.RETRY_AFTER,
                    new Header()
                            .description("How many seconds to wait, where that is known")
                            .schema(new IntegerSchema().minimum(BigDecimal.ONE)));
        }
        return refusal
                .description(
                        types.stream()
                                .map(type -> type.title() + " (" + type.slug() + ")")
                                .collect(Collectors.joining("; ")))
                .content(
                        new Content()
                                .addMediaType(
                                        ProblemMapper.PROBLEM_JSON,
                                        new MediaType()
                                                .schema(
                                                        new Schema<>().$ref(SCHEMAS + "Problem"))));
    }
}

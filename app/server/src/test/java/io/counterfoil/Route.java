package io.counterfoil;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;

/**
 * One method of one resource, as Jersey serves it.
 *
 * @param verb the HTTP method
 * @param template its path with parameters in braces
 * @param method what runs
 */
public record Route(String verb, String template, Method method) {

    /** All routes of the service. */
    public static List<Route> of(Wiring wiring) {
        List<Route> routes = new ArrayList<>();
        wiring.resources().stream()
                .map(Object::getClass)
                .filter(type -> type.isAnnotationPresent(Path.class))
                .map(Resource::from)
                .forEach(resource -> collect("", resource, routes));
        return routes;
    }

    /** The path with {@code id} in place of ids, and something fitting in place of choices. */
    public String path(String id) {
        return template.replaceAll("\\{\\w+: *(\\w+)\\|[^}]*}", "$1")
                .replaceAll("\\{serial[^}]*}", "10000000000013")
                .replaceAll("\\{[^}]*}", id);
    }

    /** Whether programs call it, rather than browsers. */
    public boolean api() {
        return template.startsWith("/api/");
    }

    /** As what bodies are sent to it; a table is taken beside JSON only. */
    public String mediaType() {
        if (!api()) {
            return "application/x-www-form-urlencoded";
        }
        return template.endsWith("/logo") ? "image/svg+xml" : "application/json";
    }

    /** Whether it changes nothing. */
    public boolean read() {
        return verb.equals("GET");
    }

    /** Whether only shops may call it, with keys of their own. */
    public boolean ofRetailers() {
        Allowed allowed = method.getAnnotation(Allowed.class);
        if (allowed == null) {
            return false;
        }
        List<Role> roles = List.of(allowed.value());
        return roles.contains(Role.RETAILER_KEY) && !roles.contains(Role.PROVIDER_KEY);
    }

    @Override
    public String toString() {
        return verb + " " + template;
    }

    private static void collect(String prefix, Resource resource, List<Route> routes) {
        String path = join(prefix, resource.getPath());
        for (ResourceMethod method : resource.getResourceMethods()) {
            routes.add(
                    new Route(
                            method.getHttpMethod(),
                            path,
                            method.getInvocable().getDefinitionMethod()));
        }
        resource.getChildResources().forEach(child -> collect(path, child, routes));
    }

    private static String join(String prefix, String path) {
        String joined = (prefix + "/" + path).replaceAll("/+", "/");
        return joined.length() > 1 && joined.endsWith("/")
                ? joined.substring(0, joined.length() - 1)
                : joined;
    }
}

package io.counterfoil;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.glassfish.jersey.uri.UriTemplate;

/** Finds the route that serves a path, as Jersey does. */
final class RouteTable {
    private final List<Entry> entries;

    private record Entry(UriTemplate template, Route route) {}

    RouteTable(Wiring wiring) {
        entries =
                Route.of(wiring).stream()
                        .map(route -> new Entry(new UriTemplate(route.template()), route))
                        .sorted(Comparator.comparing(Entry::template, UriTemplate.COMPARATOR))
                        .toList();
    }

    /** All of them. */
    List<Route> all() {
        return entries.stream().map(Entry::route).toList();
    }

    /** The one that serves a path with or without a query; empty if none does. */
    Optional<Route> find(String verb, String path) {
        String bare = path.replaceFirst("\\?.*", "");
        return entries.stream()
                .filter(entry -> entry.route().verb().equals(verb))
                .filter(entry -> entry.template().match(bare, new ArrayList<>()))
                .map(Entry::route)
                .findFirst();
    }

    /** Whether somebody of that role may call it; what is open is everybody's. */
    static boolean allows(Route route, Role role) {
        Allowed allowed = route.method().getAnnotation(Allowed.class);
        return allowed == null || Set.of(allowed.value()).contains(role);
    }
}

package io.counterfoil.web;

import jakarta.ws.rs.HttpMethod;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Stream;
import org.glassfish.jersey.server.ExtendedResourceContext;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.uri.UriTemplate;

/**
 * Finds the page that a form stands on, for somebody who loads the address that it is sent to: the
 * browser stays there while a form is refused.
 */
final class NearestPage {
    private final ExtendedResourceContext resources;

    NearestPage(ExtendedResourceContext resources) {
        this.resources = resources;
    }

    /** The longest beginning of this path, in whole segments, at which a page can be read. */
    Optional<String> above(String path) {
        return Stream.iterate(parent(path), above -> !above.isEmpty(), NearestPage::parent)
                .filter(this::canBeRead)
                .findFirst();
    }

    private boolean canBeRead(String path) {
        return resources.getResourceModel().getRootResources().stream()
                .flatMap(NearestPage::readable)
                .anyMatch(template -> new UriTemplate(template).match(path, new ArrayList<>()));
    }

    private static Stream<String> readable(Resource root) {
        return Stream.concat(
                Stream.of(root).filter(NearestPage::reads).map(Resource::getPath),
                root.getChildResources().stream()
                        .filter(NearestPage::reads)
                        .map(child -> joined(root.getPath(), child.getPath())));
    }

    private static boolean reads(Resource resource) {
        return resource.getResourceMethods().stream()
                .anyMatch(method -> HttpMethod.GET.equals(method.getHttpMethod()));
    }

    private static String joined(String root, String child) {
        return child.startsWith("/") ? root + child : root + "/" + child;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}

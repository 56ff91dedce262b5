package io.counterfoil;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The pages that somebody comes to who follows links from their first page, and what each of them
 * offers: its links, and where its forms and buttons send.
 */
final class PagesOf {
    /** So many pages of each route: of the twentieth item, nothing new is to be learnt. */
    private static final int FEW = 4;

    private static final Pattern FORM =
            Pattern.compile("(?:method=\"post\" action|formaction)=\"(/[^\"?#]*)");

    private static final Pattern LINK =
            Pattern.compile("(?:<a [^>]*href| action)=\"(/[^\"#]*)");

    private final Map<String, Set<Offer>> offers = new LinkedHashMap<>();
    private final Map<Route, Set<String>> paths = new LinkedHashMap<>();
    private final RouteTable routes;

    /** A link, or where a form sends. */
    record Offer(String verb, String path) {
        /** Whether it changes something. */
        boolean isForm() {
            return verb.equals("POST");
        }

        @Override
        public String toString() {
            return verb + " " + path;
        }
    }

    private PagesOf(RouteTable routes) {
        this.routes = routes;
    }

    /** Follows links from {@code first} on. */
    static PagesOf from(List<String> first, Browser reader, RouteTable routes) {
        PagesOf pages = new PagesOf(routes);
        Queue<String> next = new ArrayDeque<>(first);
        while (!next.isEmpty()) {
            String path = next.remove();
            if (pages.isNew(path)) {
                HttpResponse<String> answer = reader.get(path);
                answer.headers()
                        .firstValue("Location")
                        .map(PagesOf::pathOf)
                        .ifPresent(next::add);
                if (answer.statusCode() != 200) {
                    continue;
                }
                Set<Offer> offered = offered(answer);
                pages.offers.put(path, offered);
                offered.stream()
                        .filter(offer -> offer.verb().equals("GET"))
                        .forEach(offer -> next.add(offer.path()));
            }
        }
        return pages;
    }

    /** What is offered on a page. */
    static Set<Offer> offered(HttpResponse<String> page) {
        String html = page.body();
        Set<Offer> offers = new LinkedHashSet<>();
        Stream.concat(
                        FORM.matcher(html).results().map(found -> new Offer("POST", found.group(1))),
                        LINK.matcher(html.replaceAll("<form method=\"post\"[^>]*>", ""))
                                .results()
                                .map(
                                        found ->
                                                new Offer(
                                                        "GET",
                                                        found.group(1).replace("&amp;", "&"))))
                .forEach(offers::add);
        return offers;
    }

    /** Every page that was read, with what it offers. */
    Map<String, Set<Offer>> all() {
        return offers;
    }

    /** A page of that route. */
    Optional<String> of(Route route) {
        return paths.getOrDefault(route, Set.of()).stream().filter(offers::containsKey).findFirst();
    }

    private boolean isNew(String path) {
        Optional<Route> route = routes.find("GET", path).filter(PagesOf::isPage);
        if (route.isEmpty()) {
            return false;
        }
        Set<String> known = paths.computeIfAbsent(route.get(), any -> new LinkedHashSet<>());
        return known.size() < FEW && known.add(path);
    }

    static boolean isPage(Route route) {
        Produces ofMethod = route.method().getAnnotation(Produces.class);
        Produces ofType = route.method().getDeclaringClass().getAnnotation(Produces.class);
        Produces produces = ofMethod == null ? ofType : ofMethod;
        return produces != null && Arrays.asList(produces.value()).contains(MediaType.TEXT_HTML);
    }

    /** Whether an answer is a page of ours: mails are documents of their own, files are no pages. */
    static boolean isHtml(HttpResponse<String> answer) {
        return SafeAnswers.header(answer, "Content-Type").startsWith(MediaType.TEXT_HTML)
                && !SafeAnswers.isForeign(
                        SafeAnswers.header(answer, "Content-Security-Policy"));
    }

    private static String pathOf(String location) {
        return location.replaceFirst("^https?://[^/]+", "");
    }
}

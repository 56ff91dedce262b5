package io.counterfoil.access;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an API key may be let do: read an area of the API, or read and change it.
 *
 * @param area which one
 * @param write whether it may change things there, too
 */
public record ApiScope(Area area, boolean write) {

    /** Every scope, in the order in which people read them. */
    public static final List<ApiScope> ALL =
            Arrays.stream(Area.values())
                    .flatMap(area -> Stream.of(new ApiScope(area, false), new ApiScope(area, true)))
                    .toList();

    /** Which calls belong together, by the tags of the API's description. */
    public enum Area {
        /** What is sold. */
        CATALOG("Plans and products", "Catalog"),
        /** What is printed. */
        PRINTING(
                "Print runs, layouts and bureaus; changing lets it have files with codes",
                "Printing"),
        /** Where items are. */
        INVENTORY("Stock, shipments and serial numbers", "Inventory"),
        /** Who sells. */
        RETAILERS("Retailers, shops and tills; changing lets it make tills with keys", "Retailers"),
        /** What is sold to whom at the counter. */
        ACTIVATION("Sales at tills", "Activation"),
        /** Who has accounts. */
        ACCOUNTS("Customers and their accounts", "Accounts", "Redemption", "Trials"),
        /** Who owes what. */
        SETTLEMENT("Money", "Settlement"),
        /** What is written to people. */
        MAIL("Mail", "Mail"),
        /** Where backups are. */
        NODES("Storage nodes", "Storage nodes"),
        /** Who may do what. */
        ACCESS("Settings, approvals, keys and the audit log", "Access");

        private final String words;

        @SuppressWarnings("ImmutableEnumChecker") // Set.of can't be changed.
        private final Set<String> tags;

        Area(String words, String... tags) {
            this.words = words;
            this.tags = Set.of(tags);
        }

        /** What people call it. */
        public String words() {
            return words;
        }
    }

    /** As the API spells it, such as {@code catalog:read}. */
    public String label() {
        return label(write);
    }

    /** Whether a key with these scopes may do what this one is for. */
    boolean isIn(Set<String> scopes) {
        return scopes.contains(label(true)) || (!write && scopes.contains(label(false)));
    }

    /** The scope of this name; empty if there is none. */
    static Optional<ApiScope> named(@Nullable String label) {
        return ALL.stream().filter(scope -> scope.label().equals(label)).findAny();
    }

    /**
     * What a key needs for calling a method.
     *
     * @throws IllegalStateException if the class doesn't say to which area it belongs
     */
    public static ApiScope of(Class<?> resource, Method method) {
        Tag tag = resource.getAnnotation(Tag.class);
        boolean write =
                !method.isAnnotationPresent(GET.class) || method.isAnnotationPresent(AsChange.class);
        return Arrays.stream(Area.values())
                .filter(area -> tag != null && area.tags.contains(tag.name()))
                .findAny()
                .map(area -> new ApiScope(area, write))
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        resource
                                                + " is called with keys and belongs to no area: give"
                                                + " it a @Tag that an ApiScope.Area has"));
    }

    private String label(boolean changes) {
        return area.name().toLowerCase(Locale.ROOT) + (changes ? ":write" : ":read");
    }
}

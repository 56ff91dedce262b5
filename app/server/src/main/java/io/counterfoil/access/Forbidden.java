package io.counterfoil.access;

import io.counterfoil.platform.Text;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Why somebody may not do something, and who may instead. */
final class Forbidden {
    private static final Set<Role> PROVIDER =
            EnumSet.of(Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY);
    private static final Set<Role> SHOP = EnumSet.of(Role.MANAGER, Role.CLERK);

    private Forbidden() {}

    /**
     * What to tell somebody.
     *
     * @param principal who asks, and may not
     * @param allowed who may
     */
    static Text words(Principal principal, Set<Role> allowed) {
        return switch (principal) {
            case Principal.Staff staff when staff.retailer() == null -> ofProvider(staff, allowed);
            case Principal.Staff staff -> ofShop(allowed);
            case Principal.ProviderKey key -> noKey(allowed);
            case Principal.RetailerKey key -> otherKey("a shop's", allowed);
            case Principal.Till key -> otherKey("a till's", allowed);
            case Principal.AccountHolder customer ->
                    Text.of(
                            "You are signed in to a backup account, and this is for others. Sign"
                                    + " out, then sign in as who may see it.");
            case Principal.Visitor visitor -> Text.of("Please sign in first.");
        };
    }

    private static Text ofProvider(Principal.Staff staff, Set<Role> allowed) {
        Set<Role> colleagues = both(allowed, PROVIDER);
        if (!colleagues.isEmpty()) {
            return Text.of(
                    "You are signed in as {role}, and this is for {others}. Ask one of them, or ask an owner to change your role.",
                    "role",
                    Text.of(one(staff.role())),
                    "others",
                    one(colleagues));
        }
        return Text.of(
                both(allowed, SHOP).isEmpty()
                        ? "This is not for staff. Sign out, then sign in as who may see it."
                        : "This is for the people of a shop, and you are signed in as staff of the provider. Sign out, then sign in with an e-mail address that a shop's manager added.");
    }

    private static Text ofShop(Set<Role> allowed) {
        return Text.of(
                allowed.contains(Role.MANAGER)
                        ? "This is for a manager of your shop. Please ask yours."
                        : "This is for your provider's staff, and you are signed in for a shop. Go back, or ask your provider.");
    }

    private static Text otherKey(String whose, Set<Role> allowed) {
        Set<Role> keys = both(allowed, EnumSet.of(Role.PROVIDER_KEY, Role.RETAILER_KEY));
        if (keys.isEmpty()) {
            return noKey(allowed);
        }
        return Text.of(
                "This API key is {whose}, which may not do this. Use a key of {owner}.",
                "whose",
                whose,
                "owner",
                keys.contains(Role.RETAILER_KEY) ? "the shop itself" : "the provider");
    }

    private static Text noKey(Set<Role> allowed) {
        return Text.of(
                allowed.contains(Role.TILL)
                        ? "This is for tills. Use the key of a terminal."
                        : "No API key may do this: people do it, signed in on the pages.");
    }

    private static Set<Role> both(Set<Role> some, Set<Role> others) {
        return others.stream()
                .filter(some::contains)
                .collect(
                        () -> EnumSet.noneOf(Role.class), Collection::add, Collection::addAll);
    }

    private static Text one(Set<Role> roles) {
        List<Text> names = roles.stream().map(Forbidden::one).map(Text::of).toList();
        return names.size() == 1
                ? names.getFirst()
                : Text.of(
                        "{some} or {last}",
                        "some",
                        names.subList(0, names.size() - 1).stream()
                                .reduce(
                                        (one, more) ->
                                                Text.of("{some}, {more}", "some", one, "more", more))
                                .orElseThrow(),
                        "last",
                        names.getLast());
    }

    /** One of these, such as "an owner". */
    private static String one(Role role) {
        return switch (role) {
            case OWNER -> "an owner";
            case OPERATOR -> "an operator";
            case SUPPORT -> "support";
            case FINANCE -> "finance";
            case READ_ONLY -> "somebody who only looks";
            default -> role.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}

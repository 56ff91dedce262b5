package io.counterfoil.access;

import io.counterfoil.platform.Fields;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who shall be able to sign in, as asked for.
 *
 * @param email by which they will sign in
 * @param name how pages will call them
 * @param role {@code owner}, {@code operator}, {@code support}, {@code finance} or {@code
 *     read_only}; for a retailer {@code manager} or {@code clerk}
 * @param retailer for whom they work; null: for the provider itself
 */
public record NewMember(
        @Nullable String email,
        @Nullable String name,
        @Nullable String role,
        @Nullable UUID retailer) {
    private static final Set<Role> OF_PROVIDERS =
            Set.of(Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY);
    private static final Set<Role> OF_RETAILERS = Set.of(Role.MANAGER, Role.CLERK);
    private static final int LONGEST_NAME = 200;

    /** The member that these words describe; what is wrong with them is noted in {@code fields}. */
    public Member checked(UUID id, Fields fields) {
        Role checkedRole = fields.oneOf("role", role, Role.class);
        if (role != null
                && !(retailer == null ? OF_PROVIDERS : OF_RETAILERS).contains(checkedRole)) {
            fields.problem(
                    "role",
                    retailer == null
                            ? "One of owner, operator, support, finance, read_only."
                            : "One of manager, clerk.");
        }
        return new Member(
                id,
                fields.email("email", email).toLowerCase(Locale.ROOT),
                fields.text("name", name, LONGEST_NAME),
                checkedRole,
                retailer,
                false,
                false);
    }
}

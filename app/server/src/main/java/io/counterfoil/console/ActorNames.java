package io.counterfoil.console;

import io.counterfoil.access.ApiKey;
import io.counterfoil.access.ApiKeys;
import io.counterfoil.access.Member;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Text;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who did something, by their names instead of ids; looked up once for many lines. */
record ActorNames(Map<UUID, String> people, Map<UUID, String> keys) {

    /**
     * The names that {@code caller} may know.
     *
     * @param retailer whose people may have done something too; null = nobody's
     */
    static ActorNames of(
            Caller caller, StaffMembers staff, ApiKeys keys, @Nullable UUID retailer) {
        return new ActorNames(
                Stream.concat(
                                staff.list(caller, null).stream(),
                                retailer == null
                                        ? Stream.empty()
                                        : staff.list(caller, retailer).stream())
                        .collect(Collectors.toMap(Member::id, Member::name)),
                keys.list(caller).stream().collect(Collectors.toMap(ApiKey::id, ApiKey::label)));
    }

    /** Who an event's actor is. */
    Text who(String actor) {
        return id(actor, "staff:")
                .map(id -> people.getOrDefault(id, "a member of staff"))
                .map(Text::of)
                .or(() -> id(actor, "account:").map(id -> Text.of("the customer")))
                .or(() -> id(actor, "key:").map(this::program))
                .orElse(
                        Text.of(
                                actor.startsWith("job:")
                                        ? "the service itself"
                                        : "the customer"));
    }

    private Text program(UUID key) {
        return Optional.ofNullable(keys.get(key))
                .map(label -> Text.of("a program with the key {key}", "key", label))
                .orElse(Text.of("a program"));
    }

    /** The id in a name such as {@code staff:ID}. */
    static Optional<UUID> id(String name, String prefix) {
        return name.startsWith(prefix)
                ? Optional.of(UUID.fromString(name.substring(prefix.length())))
                : Optional.empty();
    }
}

package io.counterfoil.platform;

import java.lang.reflect.Type;
import java.sql.Types;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.argument.NullArgument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Ids and numbers, which most of what goes to the database is. Jdbi knows them too, but asks two
 * dozen others first, for each statement.
 */
final class PlainArguments implements ArgumentFactory.Preparable {
    private static final Map<Type, Function<Object, Argument>> KNOWN =
            Map.of(
                    UUID.class,
                    id -> argument(Types.OTHER, id),
                    Long.class,
                    number -> argument(Types.BIGINT, number),
                    long.class,
                    number -> argument(Types.BIGINT, number),
                    Integer.class,
                    number -> argument(Types.INTEGER, number),
                    int.class,
                    number -> argument(Types.INTEGER, number));

    @Override
    public Optional<Function<Object, Argument>> prepare(Type type, ConfigRegistry config) {
        return Optional.ofNullable(KNOWN.get(type));
    }

    private static Argument argument(int sqlType, @Nullable Object value) {
        return value == null
                ? new NullArgument(sqlType)
                : (position, statement, context) -> statement.setObject(position, value, sqlType);
    }
}

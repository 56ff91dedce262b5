package io.counterfoil.node.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Some of a node's accounts, in the order of their ids as text.
 *
 * @param accounts purged ones are not among them
 * @param next to be given as {@code after} for the next page; null = this is the last one
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
public record AccountPage(List<AccountStatus> accounts, @Nullable UUID next) {
    public AccountPage {
        accounts = List.copyOf(accounts);
    }
}

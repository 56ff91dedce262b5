package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.web.RequestBody;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Notes all that support does in a customer's place, and lets them do only what says {@link
 * AlsoActing}.
 */
@Priority(Priorities.AUTHORIZATION + 1)
public final class ActingGuard implements ContainerRequestFilter {
    private final Transactions transactions;
    private final Audit audit;

    @Context private @Nullable ResourceInfo resource;

    /** Notes in {@code audit}. */
    public ActingGuard(Transactions transactions, Audit audit) {
        this.transactions = transactions;
        this.audit = audit;
    }

    /** Who is in a customer's place; null if nobody is. */
    public static Principal.@Nullable Acting acting(Principal principal) {
        return principal instanceof Principal.AccountHolder holder ? holder.acting() : null;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!(request.getProperty(Principal.class.getName())
                        instanceof Principal.AccountHolder holder)
                || holder.acting() == null) {
            return;
        }
        boolean may = RequestBody.isRead(request) || isAlsoActing();
        Caller caller = (Caller) request.getProperty(Caller.class.getName());
        transactions.write(
                caller,
                tx -> {
                    audit.record(
                            tx,
                            may ? "support.acted" : "support.refused",
                            "account:" + holder.account(),
                            Map.of(
                                    "what",
                                    request.getMethod() + " /" + request.getUriInfo().getPath()));
                    return holder;
                });
        if (!may) {
            throw new Refused(
                    ProblemType.FORBIDDEN,
                    "Only the customer does this. End the visit to their account, or ask them to do"
                            + " it themselves.");
        }
    }

    private boolean isAlsoActing() {
        return resource != null
                && resource.getResourceMethod() != null
                && resource.getResourceMethod().isAnnotationPresent(AlsoActing.class);
    }
}

package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.web.RequestBody;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/**
 * Looks into the body once it is read: whether a form comes from a page of ours, and what the
 * Idempotency-Key of a write stands for.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public final class Writes implements ContainerRequestFilter {
    /** The request property with the secret that a form's mark has to fit; no form, no property. */
    static final String FORM_TOKEN = "counterfoil.form-token";

    private final Forms forms;

    /** Looks with {@code forms}, after {@link RequestBody} and {@link Authentication}. */
    public Writes(Forms forms) {
        this.forms = forms;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getProperty(FORM_TOKEN) instanceof String token) {
            forms.check(request, token);
        }
        if (request.getProperty(Principal.class.getName()) instanceof Principal principal) {
            request.setProperty(
                    Caller.class.getName(),
                    new Caller(principal.scope(), principal.actor(), forms.writeKey(request)));
        }
    }
}

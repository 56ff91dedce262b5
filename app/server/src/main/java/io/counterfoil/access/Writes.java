package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.web.Languages;
import io.counterfoil.web.RequestBody;
import io.counterfoil.web.TypedForm;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the body once it is read: whether a form comes from a page of ours, and what the
 * Idempotency-Key of a write stands for.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public final class Writes implements ContainerRequestFilter {
    /** The request property with the secret that a form's mark has to fit; no form, no property. */
    static final String FORM_TOKEN = "counterfoil.form-token";

    /** The request property with the session that a form came with, if it is over by now. */
    static final String OVER = "counterfoil.session-over";

    private final Forms forms;
    private final HeldForms held;

    @Context private @Nullable HttpServletRequest connection;

    /**
     * Looks with {@code forms}, after {@link RequestBody} and {@link Authentication}; what came too
     * late is kept in {@code held}.
     */
    public Writes(Forms forms, HeldForms held) {
        this.forms = forms;
        this.held = held;
    }

    /** A session that is over, with its token. */
    record Over(String token, Principal principal) {}

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getProperty(OVER) instanceof Over over
                && forms.isOf(request, over.token())) {
            request.abortWith(held.hold(request, over.principal()));
            return;
        }
        if (request.getProperty(FORM_TOKEN) instanceof String token) {
            forms.check(request, token);
            Supplier<TypedForm> sent = () -> HeldForms.typed(request);
            request.setProperty(TypedForm.SENT, sent);
        }
        if (request.getProperty(Principal.class.getName()) instanceof Principal principal) {
            request.setProperty(
                    Caller.class.getName(),
                    new Caller(
                            principal.scope(),
                            principal.actor(),
                            forms.writeKey(request),
                            Objects.requireNonNull(connection).getRemoteAddr(),
                            language(request, principal)));
        }
    }

    /** Those who work for others do not read what their customers are told. */
    private static @Nullable Locale language(
            ContainerRequestContext request, Principal principal) {
        return switch (principal) {
            case Principal.Visitor visitor -> Languages.said(request).orElse(null);
            case Principal.AccountHolder holder when holder.acting() == null ->
                    Languages.said(request).orElse(null);
            default -> null;
        };
    }
}

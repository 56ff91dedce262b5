package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.function.Supplier;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.process.internal.RequestScoped;

/**
 * Lets resource methods take {@code @Context Principal} and {@code @Context Caller}: who calls, as
 * checked by {@link Authentication}.
 */
public final class Callers extends AbstractBinder {

    @Override
    protected void configure() {
        bindFactory(PrincipalOfRequest.class).to(Principal.class).in(RequestScoped.class);
        bindFactory(CallerOfRequest.class).to(Caller.class).in(RequestScoped.class);
    }

    private static final class PrincipalOfRequest implements Supplier<Principal> {
        private final ContainerRequestContext request;

        @Inject
        PrincipalOfRequest(ContainerRequestContext request) {
            this.request = request;
        }

        @Override
        public Principal get() {
            return (Principal) request.getProperty(Principal.class.getName());
        }
    }

    private static final class CallerOfRequest implements Supplier<Caller> {
        private final ContainerRequestContext request;

        @Inject
        CallerOfRequest(ContainerRequestContext request) {
            this.request = request;
        }

        @Override
        public Caller get() {
            return (Caller) request.getProperty(Caller.class.getName());
        }
    }
}

package io.counterfoil.printing.brand;

import io.counterfoil.platform.Caller;
import io.counterfoil.web.Page;
import io.counterfoil.web.Shell;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.util.Set;

/**
 * Puts the provider's logo at the head of the pages that customers see, and its colour on them,
 * before they are rendered.
 */
@Priority(Priorities.USER + 1)
public final class BrandOnPages implements ContainerResponseFilter {
    private static final Set<String> AREAS = Set.of("account", "redeem", "trial");

    /** A sheet of paper that lies where customers see it. */
    private static final String SHOP_GUIDE = "/retail/guide";

    /** What failed by itself, as without a database, shall not fail once more. */
    private static final int SERVER_ERROR = 500;

    /** Where people come to from a mail. */
    private static final String UNSUBSCRIBE = "/unsubscribe/";

    private final Logos logos;

    /** Shows {@code logos}. */
    public BrandOnPages(Logos logos) {
        this.logos = logos;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Page page
                && page.status() < SERVER_ERROR
                && request.getProperty(Shell.PROPERTY) instanceof Shell shell
                && isForCustomers(shell)
                && request.getProperty(Caller.class.getName()) instanceof Caller caller) {
            String logo =
                    logos.shownSince(caller.forProvider())
                            .map(since -> LogoPages.HERE + "?since=" + since.toEpochMilli())
                            .orElse(null);
            String style =
                    shell.colour() == null
                            ? null
                            : AccentPages.HERE + "?main=" + shell.colour().substring(1);
            response.setEntity(page.with("brandLogo", logo).with("brandStyle", style));
        }
    }

    private static boolean isForCustomers(Shell shell) {
        return AREAS.contains(shell.area())
                || shell.path().equals(SHOP_GUIDE)
                || shell.path().startsWith(UNSUBSCRIBE);
    }
}

package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Slice;
import io.counterfoil.web.Page;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.util.Set;

/**
 * Adds to a page about one thing who changed what about it lately, for those who may read the audit
 * log. It comes before the filter that renders the page. What answers a form is left as it is: that
 * is done by then, or shows a secret once, and no reading that fails shall cost it.
 */
@Priority(Priorities.USER + 1)
public final class HistoryFilter implements ContainerResponseFilter {
    private static final int LATEST = 10;

    /** Those whom {@link AuditPages} lets in. */
    private static final Set<Role> READERS =
            Set.of(Role.OWNER, Role.OPERATOR, Role.FINANCE, Role.READ_ONLY);

    private final Audit audit;
    private final AuditLines lines;

    /** Reads {@code audit}; what it tells of is called by {@code names}. */
    public HistoryFilter(Audit audit, SubjectNames names) {
        this.audit = audit;
        this.lines = new AuditLines(audit, names);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!HttpMethod.POST.equals(request.getMethod())
                && response.getEntity() instanceof Page page
                && page.model().get(Page.ABOUT) instanceof String subject
                && request.getProperty(Principal.class.getName()) instanceof Principal reader
                && READERS.contains(reader.role())
                && request.getProperty(Caller.class.getName()) instanceof Caller caller) {
            response.setEntity(page.with("changesHere", changes(caller, subject)));
        }
    }

    private Slice<AuditPages.Line> changes(Caller caller, String subject) {
        AuditFilter here = new AuditFilter(null, null, null, subject, null, null);
        return lines.of(caller, audit.list(caller, here, new Listing(LATEST, null)));
    }
}

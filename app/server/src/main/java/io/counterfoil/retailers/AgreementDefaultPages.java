package io.counterfoil.retailers;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import io.counterfoil.web.TypedNumbers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** What counts for retailers that agreed on nothing else. */
@Path(AgreementDefaultPages.HERE)
@Produces(MediaType.TEXT_HTML)
public final class AgreementDefaultPages {
    static final String HERE = "/console/settings/agreement";

    private final AgreementBook agreements;

    /** Pages over {@code agreements}. */
    public AgreementDefaultPages(AgreementBook agreements) {
        this.agreements = agreements;
    }

    /** The default in words, and the form. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page show(@Context Caller caller) {
        return page(caller, null);
    }

    /** Chooses what the form says. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.FINANCE})
    public Response choose(@Context Caller caller, MultivaluedMap<String, String> typed) {
        AgreementForm form = AgreementForm.of(typed);
        Currency currency = agreements.provider(caller).currency();
        try {
            AgreementBook.Stated chosen = agreements.choose(caller, form.wanted(currency));
            return Flash.seeOther(
                    HERE,
                    chosen.state() == AgreementBook.State.PLANNED
                            ? "That is the default from its day on."
                            : "That is the default now, for all who agreed on nothing else.");
        } catch (Refused refused) {
            return Response.ok(
                            page(caller, form)
                                    .refused(
                                            refused,
                                            problem -> TypedNumbers.amount(problem, currency)))
                    .build();
        }
    }

    private Page page(Caller caller, @Nullable AgreementForm typed) {
        InForce standard = agreements.standard(caller);
        return Page.of("console/agreement-default")
                .with("sentences", AgreementWords.of(standard.terms(), AgreementWords.Reader.PROVIDER))
                .with("since", standard.version().map(AgreementVersion::validFrom).orElse(null))
                .with("currency", agreements.provider(caller).currency().getCurrencyCode())
                .with("form", typed == null ? AgreementForm.of(standard.terms()) : typed);
    }
}

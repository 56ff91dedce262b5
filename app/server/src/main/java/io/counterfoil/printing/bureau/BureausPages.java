package io.counterfoil.printing.bureau;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import io.counterfoil.web.SentFile;
import io.counterfoil.web.TypedNumbers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The print bureaus of a provider. */
@Path("/console/bureaus")
@Produces(MediaType.TEXT_HTML)
public final class BureausPages {
    private static final String HERE = "/console/bureaus";

    private static final String SPARES = "spare_percent";

    private final Bureaus bureaus;

    /** Pages over {@code bureaus}. */
    public BureausPages(Bureaus bureaus) {
        this.bureaus = bureaus;
    }

    /** All bureaus, and the form for one more. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.READ_ONLY})
    public Page list(@Context Caller caller) {
        return Page.of("console/bureaus")
                .with(
                        "bureaus",
                        bureaus.list(caller, new Listing(Listing.MOST, null))
                                .map(BureauAnswer::of)
                                .items());
    }

    /** Adds a bureau. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Object add(@Context Caller caller, MultivaluedMap<String, String> typed) {
        try {
            Bureau bureau = bureaus.create(caller, wanted(typed));
            return Flash.seeOther(
                    HERE,
                    Text.of(
                            "{bureau} is added. Compare the key's fingerprint with the bureau on"
                                    + " the telephone.",
                            "bureau",
                            bureau.name()));
        } catch (Refused refused) {
            return list(caller)
                    .with("typed", typed)
                    .refused(
                            refused,
                            problem ->
                                    TypedNumbers.whole(
                                            problem, SPARES, typed.getFirst(SPARES)));
        }
    }

    /** Deletes a bureau. */
    @POST
    @Path("/{id}/delete")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.OWNER)
    public Object remove(@Context Caller caller, @PathParam("id") String id) {
        try {
            bureaus.remove(caller, Fields.idInPath("bureau", id));
            return Flash.seeOther(HERE, "The bureau is deleted.");
        } catch (Refused refused) {
            if (refused.type() == ProblemType.CONFLICT) {
                return list(caller).refused(refused);
            }
            throw refused;
        }
    }

    private static NewBureau wanted(MultivaluedMap<String, String> typed) {
        // Both or neither of a press are sent, and the bureau's own check says so.
        String condition = blankIsNull(typed.getFirst("output_condition"));
        String profile =
                SentFile.of("icc_profile", typed.getFirst("icc_profile"))
                        .map(Base64.getEncoder()::encodeToString)
                        .orElse(null);
        return new NewBureau(
                typed.getFirst("name"),
                SentFile.text("public_key_file", typed.getFirst("public_key_file"))
                        .orElse(typed.getFirst("public_key")),
                number(typed.getFirst("bleed_mm")),
                number(typed.getFirst("safe_mm")),
                number(typed.getFirst("slug_mm")),
                typed.getFirst("crop_marks") != null,
                typed.getFirst("cut_contour"),
                typed.getFirst("scratch_panel"),
                condition,
                profile,
                typed.getFirst("data_format"),
                whole(typed.getFirst(SPARES)));
    }

    private static @Nullable String blankIsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static @Nullable Double number(@Nullable String text) {
        String typed = TypedNumbers.withPoint(text);
        try {
            return typed == null || typed.isEmpty() ? null : Double.valueOf(typed);
        } catch (NumberFormatException e) {
            // The profile's own check says what it may be.
            return Double.NaN;
        }
    }

    private static @Nullable Integer whole(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Integer number = TypedNumbers.whole(text);
        // The check of spares says what they may be.
        return number == null ? Integer.valueOf(-1) : number;
    }
}

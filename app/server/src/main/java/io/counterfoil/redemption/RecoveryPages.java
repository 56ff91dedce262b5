package io.counterfoil.redemption;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.codes.DamagedCode;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.provisioning.RepositoryAccess;
import io.counterfoil.web.Page;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page on which staff redeem a card with a damaged panel for its customer. */
@Path("/console/serials/{serial}/recovery")
@Produces(MediaType.TEXT_HTML)
public final class RecoveryPages {
    private static final String NEW_ACCOUNT = "new_account.";

    private final Recoveries recoveries;

    /** Pages over {@code recoveries}. */
    public RecoveryPages(Recoveries recoveries) {
        this.recoveries = recoveries;
    }

    /** What staff typed. */
    public static final class Typed {
        @FormParam("code")
        private @Nullable String code;

        @FormParam("username")
        private @Nullable String username;

        @FormParam("second_username")
        private @Nullable String secondUsername;

        /** Whether the second of the three buttons was pressed. */
        @FormParam("second")
        private @Nullable String second;

        @FormParam("name")
        private @Nullable String name;

        @FormParam("email")
        private @Nullable String email;

        /** Whether the last of them was pressed. */
        @FormParam("open")
        private @Nullable String open;

        Beneficiary beneficiary(Fields fields) {
            if (open != null) {
                return RecoveryForm.opened(fields, NEW_ACCOUNT, name, email, username);
            }
            return second == null
                    ? RecoveryForm.existing(fields, username)
                    : RecoveryForm.second(fields, username, secondUsername);
        }

        Page on(Page page) {
            return page.with("code", code)
                    .with("username", username)
                    .with("secondUsername", secondUsername)
                    .with("name", name)
                    .with("email", email);
        }
    }

    @GET
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Page form(@Context Caller caller, @PathParam("serial") String serial) {
        return page(caller, RecoveryForm.serial(serial));
    }

    /** Spends the code on an account, or opens one with it and shows its secrets this once. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Page recover(
            @Context Caller caller,
            @PathParam("serial") String serial,
            @BeanParam Typed typed) {
        SerialNumber number = RecoveryForm.serial(serial);
        try {
            Fields fields = new Fields();
            Optional<DamagedCode> code = RecoveryForm.code(fields, typed.code);
            Beneficiary beneficiary = typed.beneficiary(fields);
            fields.done();
            return done(
                    number,
                    recoveries.recover(caller, number, code.orElseThrow(), beneficiary));
        } catch (Refused refused) {
            if (refused.type() == ProblemType.NOT_FOUND) {
                throw refused;
            }
            return typed.on(page(caller, number)).refused(refused, RecoveryPages::ofForm);
        }
    }

    private Page page(Caller caller, SerialNumber serial) {
        return Page.of("console/recovery").with("panel", recoveries.panel(caller, serial));
    }

    private static Page done(SerialNumber serial, Redemption redemption) {
        RepositoryAccess repository = redemption.repository();
        return Page.of("console/recovered")
                .with("serial", serial.toString())
                .with("redemption", redemption)
                .with("resticAddress", repository == null ? null : repository.withCredentials());
    }

    private static Refused.FieldProblem ofForm(Refused.FieldProblem problem) {
        return problem.of(problem.field().replace(NEW_ACCOUNT, ""));
    }
}

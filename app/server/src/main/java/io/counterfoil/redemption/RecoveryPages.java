package io.counterfoil.redemption;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.accounts.NewAccount;
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

    /** In which way a code is spent. */
    enum Way {
        EXTEND,
        SECOND,
        CONVERT,
        OPEN
    }

    /** What staff typed. */
    public static final class Typed {
        @FormParam("code")
        private @Nullable String code;

        @FormParam("username")
        private @Nullable String username;

        @FormParam("second_username")
        private @Nullable String secondUsername;

        @FormParam("name")
        private @Nullable String name;

        @FormParam("email")
        private @Nullable String email;

        @FormParam("old_plan")
        private @Nullable String oldPlan;

        @FormParam("remaining_days")
        private @Nullable String remainingDays;

        @FormParam("converted_days")
        private @Nullable String convertedDays;

        /** For whom the page showed what the item would do. */
        @FormParam("looked")
        private @Nullable String looked;

        /** The button that was pressed; Enter presses the first, which spends nothing. */
        @FormParam("way")
        private @Nullable String way;

        /** In which way to spend the code; empty: only to show what it would do for the account. */
        Optional<Way> way(Fields fields) {
            return way == null || username == null || !username.equals(looked)
                    ? Optional.empty()
                    : Optional.of(fields.oneOf("way", way, Way.class));
        }

        Beneficiary beneficiary(Fields fields, Way chosen) {
            return switch (chosen) {
                case EXTEND -> RecoveryForm.existing(fields, username);
                case SECOND -> RecoveryForm.second(fields, username, secondUsername);
                case CONVERT ->
                        RecoveryForm.converted(
                                fields,
                                username,
                                ConversionView.Shown.read(
                                        fields, oldPlan, remainingDays, convertedDays));
                case OPEN -> RecoveryForm.opened(fields, NEW_ACCOUNT, name, email, username);
            };
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

    /**
     * Shows what the item would do for an account; once that was seen, spends the code on it, or opens
     * one with it and shows its secrets this once.
     */
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
            Optional<Way> way = typed.way(fields);
            if (way.isEmpty()) {
                fields.text("username", typed.username, NewAccount.LONGEST_USERNAME);
                fields.done();
                return shown(caller, number, typed);
            }
            Beneficiary beneficiary = typed.beneficiary(fields, way.orElseThrow());
            fields.done();
            return done(
                    number,
                    recoveries.recover(caller, number, code.orElseThrow(), beneficiary));
        } catch (Refused refused) {
            if (refused.type() == ProblemType.NOT_FOUND) {
                throw refused;
            }
            return shown(caller, number, typed).refused(refused, RecoveryPages::ofForm);
        }
    }

    /** The form with what can be done for the account that was named, if there is one. */
    private Page shown(Caller caller, SerialNumber serial, Typed typed) {
        Page page = typed.on(page(caller, serial));
        if (typed.username == null || typed.username.isBlank()) {
            return page;
        }
        page = page.with("looked", typed.username);
        try {
            RecoveryOutlook outlook =
                    recoveries.look(caller, serial, NewAccount.username(typed.username));
            return OtherPlanPage.sum(page, outlook.conversion()).with("outlook", outlook);
        } catch (Refused refused) {
            return refused.fields().isEmpty()
                    ? page.with("problem", refused.text())
                    : page.with("unknown", true);
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

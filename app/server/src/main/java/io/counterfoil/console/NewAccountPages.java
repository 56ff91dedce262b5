package io.counterfoil.console;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.accounts.AccountOpening;
import io.counterfoil.accounts.OpenedAccount;
import io.counterfoil.accounts.OpeningRequest;
import io.counterfoil.accounts.directory.AccountRow;
import io.counterfoil.accounts.directory.Directory;
import io.counterfoil.catalog.Plans;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Gigabytes;
import io.counterfoil.web.Page;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one form that opens accounts. For a known customer it asks first under which account and
 * which contact, and then only what is still open.
 */
@Path("/console/accounts")
@Produces(MediaType.TEXT_HTML)
public final class NewAccountPages {
    /** Instead of the id of a parent account. */
    private static final String NONE = "none";

    /** Instead of the id of a contact. */
    private static final String NEW = "new";

    private final AccountOpening opening;
    private final Directory directory;
    private final Plans plans;

    /** Forms for {@code opening}, with the choices of {@code directory} and {@code plans}. */
    public NewAccountPages(AccountOpening opening, Directory directory, Plans plans) {
        this.opening = opening;
        this.directory = directory;
        this.plans = plans;
    }

    /** What somebody chose before and typed; fields that don't apply are null. */
    public static final class Typed {
        @FormParam("customer")
        private @Nullable String customer;

        @FormParam("parent")
        private @Nullable String parent;

        @FormParam("contact")
        private @Nullable String contact;

        @FormParam("name")
        private @Nullable String name;

        @FormParam("contact_name")
        private @Nullable String contactName;

        @FormParam("email")
        private @Nullable String email;

        @FormParam("username")
        private @Nullable String username;

        @FormParam("password")
        private @Nullable String password;

        @FormParam("plan")
        private @Nullable String plan;

        @FormParam("term")
        private @Nullable String term;

        @FormParam("term_unit")
        private @Nullable String termUnit;

        @FormParam("hard_quota_gb")
        private @Nullable String hardQuota;

        @FormParam("user_quota_gb")
        private @Nullable String userQuota;

        OpeningRequest asked() {
            boolean under = parent != null && !parent.equals(NONE);
            return new OpeningRequest(
                    under ? null : filled(customer),
                    filled(name),
                    under ? parent : null,
                    filled(plan),
                    NEW.equals(contact) ? null : filled(contact),
                    filled(contactName),
                    filled(email),
                    username,
                    password,
                    Gigabytes.bytes("hard_quota_gb", hardQuota),
                    Gigabytes.bytes("user_quota_gb", userQuota),
                    TypedPeriod.of("term", term, termUnit));
        }

        Page on(Page page) {
            return page.with("name", name)
                    .with("contactName", contactName)
                    .with("email", email)
                    .with("username", username)
                    .with("plan", plan)
                    .with("term", term)
                    .with("termUnit", termUnit)
                    .with("hardTyped", hardQuota)
                    .with("userTyped", userQuota);
        }

        private static @Nullable String filled(@Nullable String typed) {
            return typed == null || typed.isBlank() ? null : typed;
        }
    }

    /** The form: for a new customer, or the next questions about a known one. */
    @GET
    @Path("/new")
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Page form(
            @Context Caller caller,
            @QueryParam("customer") @Nullable String customer,
            @QueryParam("parent") @Nullable String parent,
            @QueryParam("contact") @Nullable String contact) {
        return page(caller, customer, parent, contact);
    }

    /** Opens the account and shows its secrets, this once. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.SUPPORT})
    public Page open(@Context Caller caller, @BeanParam Typed typed) {
        try {
            OpenedAccount opened = opening.open(caller, typed.asked());
            return Page.of("console/account-opened")
                    .with("opened", opened)
                    .with("resticAddress", opened.repository().withCredentials());
        } catch (Refused refused) {
            return typed.on(page(caller, typed.customer, typed.parent, typed.contact))
                    .refused(refused, NewAccountPages::ofForm);
        }
    }

    private Page page(
            Caller caller,
            @Nullable String customer,
            @Nullable String parent,
            @Nullable String contact) {
        Page page = Page.of("console/account-new").with("newContact", true);
        if (customer == null || customer.isBlank()) {
            return page.with("plans", Slice.all(part -> plans.list(caller, part)));
        }
        UUID id = Fields.idInPath("customer", customer);
        page = page.with("customer", directory.customer(caller, id));
        List<AccountRow> parents =
                Slice.all(part -> directory.accounts(caller, id, null, part)).stream()
                        .filter(account -> account.parent() == null)
                        .toList();
        if (parent == null || contact == null) {
            return page.with("parents", parents).with("asksPlace", true);
        }
        page =
                page.with("parent", parent)
                        .with("contact", contact)
                        .with("newContact", contact.equals(NEW));
        return parent.equals(NONE)
                ? page.with("plans", Slice.all(part -> plans.list(caller, part)))
                : page.with(
                        "parentName",
                        parents.stream()
                                .filter(account -> account.id().toString().equals(parent))
                                .map(AccountRow::username)
                                .findAny()
                                .orElseThrow(() -> Refused.notFound("account")));
    }

    private static Refused.FieldProblem ofForm(Refused.FieldProblem problem) {
        // Nobody types a period of programs into a form.
        if (problem.field().equals("term") && problem.message().contains("P1Y")) {
            return new Refused.FieldProblem(
                    "term",
                    new Text(
                            "Please say for how long: the plan {plan} has no trial days.",
                            problem.text().values()));
        }
        return problem.of(problem.field().replace("_quota_bytes", "_quota_gb"));
    }
}

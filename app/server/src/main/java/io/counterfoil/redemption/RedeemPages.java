package io.counterfoil.redemption;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Open;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Role;
import io.counterfoil.access.SessionCookies;
import io.counterfoil.accounts.AccountCare;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.software.Software;
import io.counterfoil.web.FileSize;
import io.counterfoil.web.Languages;
import io.counterfoil.web.Page;
import io.counterfoil.web.PeriodText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The page behind the web address on every card: code, then what it is worth, then the account.
 *
 * <p>The code travels in forms only, never in an address. What is shown once is shown by the answer
 * to the form itself; sending the form again shows it again.
 */
@Path("/redeem")
@Produces(MediaType.TEXT_HTML)
public final class RedeemPages {
    private static final int LONGEST_CODE = 200;
    private static final String NEW_ACCOUNT = "new_account.";

    private final Redemptions redemptions;
    private final SiteLimit site;
    private final AccountCare accounts;
    private final OtherPlanPage otherPlan;
    private final DonePage done;

    /**
     * Pages over {@code redemptions}, which tell a browser what {@code site} asks of it, and
     * whoever is signed in which of the {@code accounts} is extended; codes for another plan than it
     * are redeemed through {@code otherPlans}. The last page names where {@code software} is.
     */
    public RedeemPages(
            Redemptions redemptions,
            SiteLimit site,
            AccountCare accounts,
            OtherPlans otherPlans,
            Software software) {
        this.redemptions = redemptions;
        this.site = site;
        this.accounts = accounts;
        this.otherPlan = new OtherPlanPage(otherPlans, accounts);
        this.done = new DonePage(software);
    }

    /** Who sends a form. */
    public static final class Browser {
        @Context private @Nullable HttpServletRequest request;

        @Context private @Nullable Principal principal;

        @CookieParam(SessionCookies.VISIT)
        private @Nullable String visit;

        @CookieParam(SessionCookies.SESSION)
        private @Nullable String session;

        @FormParam("challenge")
        private @Nullable String challenge;

        @FormParam("proof")
        private @Nullable String proof;

        Visitor visitor() {
            if (request == null || principal == null) {
                throw new IllegalStateException("a form without a request");
            }
            // A session's cookie that opened nothing is any text: it is nobody's mark.
            return new Visitor(
                    false,
                    SessionCookies.triedFrom(request),
                    principal instanceof Principal.Visitor ? visit : session,
                    principal instanceof Principal.AccountHolder holder ? holder.account() : null,
                    challenge == null || proof == null
                            ? null
                            : new Challenges.Solution(challenge, proof));
        }
    }

    /** What somebody typed; fields that their form doesn't have are null. */
    public static final class Typed {
        @FormParam("code")
        private @Nullable String code;

        @FormParam("name")
        private @Nullable String name;

        @FormParam("email")
        private @Nullable String email;

        @FormParam("username")
        private @Nullable String username;

        @FormParam("password")
        private @Nullable String password;

        @FormParam("consent")
        private @Nullable String consent;

        /** Of a step further on, kept while one says again who one is. */
        @FormParam("second_username")
        private @Nullable String secondUsername;

        /** Who is signed in, or who the form says. */
        Holder holder(Visitor visitor) {
            return visitor.account() != null
                    ? Holder.signedIn(visitor.account())
                    : new Holder(
                            null,
                            NewAccount.username(username == null ? "" : username),
                            password == null ? "" : password);
        }

        Page on(Page page) {
            return page.with("code", code)
                    .with("name", name)
                    .with("email", email)
                    .with("username", username)
                    .with("consent", consent != null)
                    .with("secondUsername", secondUsername);
        }
    }

    @GET
    @Open
    public Page start(@Context Caller caller) {
        return page("redeem/code", caller);
    }

    /** The first step: what the code is worth. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response look(
            @Context Caller caller,
            @BeanParam Browser browser,
            @BeanParam Typed typed,
            @FormParam("language") @Nullable String language,
            @Context ContainerRequestContext request) {
        try {
            Languages.choose(request, language);
            return looked(caller, browser, typed);
        } catch (Refused refused) {
            return refused("redeem/code", caller, typed, refused);
        }
    }

    /** Spends the code on the account that is signed in. */
    @POST
    @Path("/own")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed(Role.ACCOUNT_HOLDER)
    public Response extendOwn(
            @Context Caller caller, @BeanParam Browser browser, @BeanParam Typed typed) {
        try {
            Visitor visitor = browser.visitor();
            return done(
                    caller,
                    redemptions.extendOwn(caller, visitor, code(typed), own(visitor)));
        } catch (OtherPlanRefused other) {
            return choose(caller, browser, typed, other);
        } catch (Refused refused) {
            return refused("redeem/code", caller, typed, refused);
        }
    }

    /** The second step, for somebody who has an account. */
    @POST
    @Path("/mine")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response lookForMine(
            @Context Caller caller,
            @BeanParam Browser browser,
            @BeanParam Typed typed,
            @FormParam("language") @Nullable String language,
            @Context ContainerRequestContext request) {
        try {
            Languages.choose(request, language);
            return Response.ok(choice("redeem/mine", caller, browser, typed)).build();
        } catch (Refused refused) {
            return refused("redeem/code", caller, typed, refused);
        }
    }

    /** Spends the code on a new account. */
    @POST
    @Path("/new")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response open(
            @Context Caller caller, @BeanParam Browser browser, @BeanParam Typed typed) {
        try {
            Fields fields = new Fields();
            String code = fields.text("code", typed.code, LONGEST_CODE);
            NewAccount account =
                    NewAccount.checked(
                            fields,
                            NEW_ACCOUNT,
                            typed.name,
                            typed.email,
                            typed.username,
                            typed.password)
                            .agreeing(typed.consent != null);
            fields.done();
            return done(
                    caller,
                    redemptions.open(caller, browser.visitor(), code, account));
        } catch (Refused refused) {
            return again("redeem/new", caller, browser, typed, refused);
        }
    }

    /** Spends the code on an account that its holder proves to have. */
    @POST
    @Path("/extend")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response extend(
            @Context Caller caller, @BeanParam Browser browser, @BeanParam Typed typed) {
        try {
            Fields fields = new Fields();
            String code = fields.text("code", typed.code, LONGEST_CODE);
            String username = fields.text("username", typed.username, NewAccount.LONGEST_USERNAME);
            String password = typed.password == null ? "" : typed.password;
            fields.done();
            return done(
                    caller,
                    redemptions.extend(
                            caller,
                            browser.visitor(),
                            code,
                            NewAccount.username(username),
                            password));
        } catch (OtherPlanRefused other) {
            // Whoever comes here has proved to be the account's holder.
            return choose(caller, browser, typed, other);
        } catch (Refused refused) {
            return again("redeem/mine", caller, browser, typed, refused);
        }
    }

    /**
     * What the code does to the account that is signed in, or to a new one; also to a new one if
     * the code is good but not for that account, with the reason.
     */
    private Response looked(Caller caller, Browser browser, Typed typed) {
        UUID account = browser.visitor().account();
        if (account == null) {
            return Response.ok(choice("redeem/new", caller, browser, typed)).build();
        }
        try {
            Preview preview = redemptions.preview(caller, browser.visitor(), code(typed), account);
            return Response.ok(
                            worth("redeem/own", caller, typed, preview)
                                    .with("account", accounts.view(caller, account).username()))
                    .build();
        } catch (OtherPlanRefused other) {
            return choose(caller, browser, typed, other);
        } catch (Refused refused) {
            if (refused.type() != ProblemType.CONFLICT) {
                throw refused;
            }
            return answer(choice("redeem/new", caller, browser, typed), refused);
        }
    }

    private Response choose(
            Caller caller, Browser browser, Typed typed, OtherPlanRefused other) {
        try {
            Page page = otherPlan.show(caller, browser.visitor(), code(typed), other.account());
            return Response.ok(
                            page.with("secondUsername", typed.secondUsername)
                                    .with("challenge", site.challenge(caller).orElse(null)))
                    .build();
        } catch (Refused refused) {
            return refused("redeem/code", caller, typed, refused);
        }
    }

    private Page choice(String template, Caller caller, Browser browser, Typed typed) {
        return worth(
                template,
                caller,
                typed,
                redemptions.preview(caller, browser.visitor(), code(typed), null));
    }

    private Page worth(String template, Caller caller, Typed typed, Preview preview) {
        Long bytes = preview.hardQuotaBytes();
        return typed.on(page(template, caller))
                .with("preview", preview)
                .with("storage", bytes == null ? Text.of("without a limit") : FileSize.words(bytes))
                .with("term", PeriodText.of(preview.term()));
    }

    static String code(Typed typed) {
        Fields fields = new Fields();
        String code = code(fields, typed);
        fields.done();
        return code;
    }

    static String code(Fields fields, Typed typed) {
        return fields.text("code", typed.code, LONGEST_CODE);
    }

    private static UUID own(Visitor visitor) {
        UUID account = visitor.account();
        if (account == null) {
            throw new IllegalStateException("only holders of accounts get here");
        }
        return account;
    }

    /** A page with a form for a code, which a browser may have to work for. */
    private Page page(String template, Caller caller) {
        return Page.of(template).with("challenge", site.challenge(caller).orElse(null));
    }

    /** The same step once more; the first one if the code itself is no good any more. */
    private Response again(
            String template, Caller caller, Browser browser, Typed typed, Refused refused) {
        if (refused.type() == ProblemType.INVALID || refused.type() == ProblemType.CONFLICT) {
            try {
                return answer(choice(template, caller, browser, typed), refused);
            } catch (Refused codeRefused) {
                return refused("redeem/code", caller, typed, codeRefused);
            }
        }
        return refused(
                "redeem/code",
                caller,
                typed,
                refused.type() == ProblemType.KEY_REUSED ? spentBefore() : refused);
    }

    /** Who stops a page that loads, mends what they typed and sends it again knows of no keys. */
    private static Refused spentBefore() {
        return new Refused(
                ProblemType.CONFLICT,
                "Your code was used a moment ago, with what you had typed first. Please look for our"
                        + " mail, or sign in to your account. If your mail address was wrong, please"
                        + " ask us.");
    }

    private Response refused(String template, Caller caller, Typed typed, Refused refused) {
        return answer(typed.on(page(template, caller)), refused);
    }

    static Response answer(Page page, Refused refused) {
        Response.ResponseBuilder response =
                Response.ok(page.refused(refused, RedeemPages::ofForm));
        Duration wait = refused.retryAfter();
        if (wait != null) {
            response.header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds()));
        }
        return response.build();
    }

    private static Refused.FieldProblem ofForm(Refused.FieldProblem problem) {
        String field = problem.field();
        return field.startsWith(NEW_ACCOUNT)
                ? new Refused.FieldProblem(field.substring(NEW_ACCOUNT.length()), problem.message())
                : problem;
    }

    private Response done(Caller caller, Redemption redemption) {
        return Response.ok(done.show(caller, redemption)).build();
    }
}

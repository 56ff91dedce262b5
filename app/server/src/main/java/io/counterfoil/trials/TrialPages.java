package io.counterfoil.trials;

import io.counterfoil.access.Open;
import io.counterfoil.access.Tokens;
import io.counterfoil.catalog.Plan;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.software.Software;
import io.counterfoil.web.FileSize;
import io.counterfoil.web.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The page where somebody asks for a trial, and where the link in their mail leads. Looking at that
 * opens nothing, since programs look at links in mail too: its button does.
 */
@Path("/trial")
@Produces(MediaType.TEXT_HTML)
public final class TrialPages {
    /** By which a browser is known again. */
    static final String DEVICE = "counterfoil-device";

    private static final int DEVICE_SECONDS = Math.toIntExact(Duration.ofDays(365).toSeconds());

    private final Trials trials;
    private final TrialStarts starts;
    private final Tokens tokens;
    private final Software software;

    /**
     * Pages over {@code trials}; browsers are given {@code tokens}. The last page names where {@code
     * software} is.
     */
    public TrialPages(
            Trials trials, TrialStarts starts, Tokens tokens, Software software) {
        this.trials = trials;
        this.starts = starts;
        this.tokens = tokens;
        this.software = software;
    }

    @GET
    @Open
    public Page form(@Context Caller caller) {
        return offered(caller);
    }

    /** Sends the mail; the page after it is the same for everybody. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response ask(
            @Context Caller caller,
            @Context HttpServletRequest request,
            @CookieParam(DEVICE) @Nullable String known,
            @FormParam("name") @Nullable String name,
            @FormParam("email") @Nullable String email) {
        Trials.Wish wish = new Trials.Wish(name, email);
        String device = known == null || known.isBlank() ? tokens.next("") : known;
        try {
            String address =
                    trials.ask(
                            caller,
                            new Trials.Asker(request.getRemoteAddr(), device),
                            wish);
            return Response.ok(Page.of("trial/sent").with("email", address))
                    .cookie(cookie(device))
                    .build();
        } catch (Refused refused) {
            return answer(offered(caller).with("name", name).with("email", email), refused);
        }
    }

    /**
     * Where the link leads: a button, if the link is good, and what only its reader can say, since
     * anybody may have asked.
     */
    @GET
    @Path("/confirm")
    @Open
    public Page look(@Context Caller caller, @QueryParam("token") @Nullable String token) {
        String given = token == null ? "" : token;
        return trials.name(caller, given)
                .map(name -> confirming(given, name, false))
                .orElseGet(() -> Page.of("trial/confirm").refused(Trials.deadLink()));
    }

    private static Page confirming(String token, @Nullable String name, boolean consent) {
        return Page.of("trial/confirm")
                .with("token", token)
                .with("name", name)
                .with("consent", consent);
    }

    /** Opens the account. */
    @POST
    @Path("/confirm")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response confirm(
            @Context Caller caller,
            @FormParam("token") @Nullable String token,
            @FormParam("name") @Nullable String name,
            @FormParam("consent") @Nullable String consent) {
        String given = token == null ? "" : token;
        boolean followUp = consent != null;
        try {
            StartedTrial trial =
                    starts.confirm(caller, given, new TrialStarts.Confirmed(name, followUp));
            return Response.ok(
                            Page.of("trial/done")
                                    .with("trial", trial)
                                    .with("repository", trial.repository())
                                    .with("software", software.address(caller).orElse(null))
                                    .with(
                                            "resticAddress",
                                            trial.repository().withCredentials()))
                    .build();
        } catch (Refused refused) {
            return answer(
                    refused.type() == ProblemType.INVALID
                            ? confirming(given, name, followUp)
                            : Page.of("trial/confirm"),
                    refused);
        }
    }

    private Page offered(Caller caller) {
        Page page = Page.of("trial/form");
        return trials.offered(caller).map(plan -> offer(page, plan)).orElse(page);
    }

    private static Page offer(Page page, Plan plan) {
        Long bytes = plan.hardQuotaBytes();
        return page.with("days", plan.trialDays())
                .with("storage", bytes == null ? Text.of("without a limit") : FileSize.words(bytes));
    }

    private static Response answer(Page page, Refused refused) {
        Response.ResponseBuilder response = Response.ok(page.refused(refused));
        Duration wait = refused.retryAfter();
        if (wait != null) {
            response.header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds()));
        }
        return response.build();
    }

    private static NewCookie cookie(String device) {
        return new NewCookie.Builder(DEVICE)
                .value(device)
                .path("/trial")
                .maxAge(DEVICE_SECONDS)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}

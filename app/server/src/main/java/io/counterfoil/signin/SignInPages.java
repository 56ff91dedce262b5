package io.counterfoil.signin;

import io.counterfoil.access.Open;
import io.counterfoil.access.Principal;
import io.counterfoil.access.SessionCookies;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where staff of the provider and its retailers sign in and out. */
@Path("/{area: console|retail}")
@Produces(MediaType.TEXT_HTML)
public final class SignInPages {
    private final StaffSignIn signIn;
    private final StaffMembers staff;
    private final NextPages next;
    private final Elsewhere elsewhere;

    /**
     * Pages over {@code signIn} of {@code staff}, for whom {@code next} lets in or asks for more; the
     * provider's staff may also sign in {@code elsewhere}.
     */
    public SignInPages(
            StaffSignIn signIn, StaffMembers staff, NextPages next, Elsewhere elsewhere) {
        this.signIn = signIn;
        this.staff = staff;
        this.next = next;
        this.elsewhere = elsewhere;
    }

    /** Where else staff may sign in. */
    @FunctionalInterface
    public interface Elsewhere {
        /** What it is called; empty if there is no such place. */
        Optional<String> name(Caller visitor);
    }

    /** The form; who is signed in already goes home. */
    @GET
    @Path("/sign-in")
    @Open
    public Response form(
            @PathParam("area") String area,
            @Context Caller visitor,
            @Context Principal principal) {
        return principal instanceof Principal.Staff staff
                ? Flash.seeOther(home(staff.retailer() == null))
                : Response.ok(page(area, visitor)).build();
    }

    /** Looks at the password; where a second step is set up, that comes next. */
    @POST
    @Path("/sign-in")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response signIn(
            @PathParam("area") String area,
            @FormParam("email") @Nullable String email,
            @FormParam("password") @Nullable String password,
            @Context Caller visitor,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        return signIn.verify(visitor, email, password, SessionCookies.triedFrom(request))
                .flatMap(
                        proven ->
                                next.lead(
                                        visitor,
                                        "staff",
                                        proven.member().id(),
                                        tx -> staff.holds(tx, proven),
                                        headers))
                .orElseGet(
                        () ->
                                Response.ok(
                                                page(area, visitor)
                                                        .with("email", email)
                                                        .refused(wrong()))
                                        .build());
    }

    private static Refused wrong() {
        return new Refused(
                ProblemType.INVALID,
                "This e-mail address and password don't go together. Try again, or choose"
                        + " “Forgot your password?” below.");
    }

    /** Ends the session. */
    @POST
    @Path("/sign-out")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response signOut(
            @PathParam("area") String area,
            @CookieParam(SessionCookies.SESSION) @Nullable String token,
            @Context Caller caller) {
        if (token != null) {
            signIn.signOut(caller, token);
        }
        return Response.fromResponse(Flash.seeOther("/" + area + "/sign-in", "You are signed out."))
                .cookie(SessionCookies.signedOut())
                .build();
    }

    /** The form of an area. */
    public Page page(String area, Caller visitor) {
        return Page.of("sign-in")
                .with("area", area)
                .with(
                        "elsewhere",
                        area.equals("console") ? elsewhere.name(visitor).orElse(null) : null);
    }

    private static String home(boolean provider) {
        return provider ? "/console" : "/retail";
    }
}

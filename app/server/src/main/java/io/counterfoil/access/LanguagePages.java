package io.counterfoil.access;

import io.counterfoil.web.Flash;
import io.counterfoil.web.Languages;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where somebody chooses the language of pages, at the foot of each of them. */
@Path("/language")
@Produces(MediaType.TEXT_HTML)
public final class LanguagePages {
    // An address of our own: with a second slash it would be one of another host.
    private static final Pattern HERE = Pattern.compile("/(?:[a-z0-9][A-Za-z0-9/_.-]*)?");

    // In which each % begins a byte.
    private static final Pattern QUERY =
            Pattern.compile(
                    "(?!.*%(?!\\p{XDigit}{2}))[A-Za-z0-9._~!$&'()*+,;:=@/?%-]{1,2000}");

    /** Whoever loads the address of the form goes on from the front. */
    @GET
    @Open
    public Response front() {
        return Flash.seeOther("/");
    }

    /** Keeps the choice in the browser, and goes on with the page on which it was made. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open
    public Response choose(
            @FormParam("language") @Nullable String tag,
            @FormParam("page") @Nullable String page,
            @FormParam("query") @Nullable String query) {
        Locale language = Languages.required(tag);
        return Response.fromResponse(Flash.seeOther(address(page, query)))
                .cookie(Languages.chosen(language))
                .build();
    }

    private static String address(@Nullable String page, @Nullable String query) {
        if (page == null || !HERE.matcher(page).matches()) {
            return "/";
        }
        return query != null && QUERY.matcher(query).matches() ? page + "?" + query : page;
    }
}

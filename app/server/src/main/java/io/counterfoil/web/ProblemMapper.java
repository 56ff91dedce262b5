package io.counterfoil.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.CharConversionException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.glassfish.jersey.message.internal.HeaderValueException;
import org.glassfish.jersey.server.ExtendedResourceContext;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The one place where failures become answers: a problem document (RFC 9457), or a page for a
 * browser, which is led from the address of a form to the page that the form stands on.
 */
public final class ProblemMapper implements ExceptionMapper<Throwable> {
    /** The media type of a problem document. */
    public static final String PROBLEM_JSON = "application/problem+json";

    private static final Set<String> LOOKS =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

    @Context private @Nullable HttpHeaders headers;

    @Context private @Nullable Request request;

    @Context private @Nullable ExtendedUriInfo address;

    @Context private @Nullable ExtendedResourceContext resources;

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof NotAllowedException && wantsPage()) {
            Optional<String> page = pageOfForm();
            if (page.isPresent()) {
                return Flash.seeOther(page.get());
            }
        }
        Refused refused = refused(failure);
        Response.ResponseBuilder response = Response.status(refused.type().status());
        if (refused.retryAfter() != null) {
            response.header(HttpHeaders.RETRY_AFTER, Math.max(1, refused.retryAfter().toSeconds()));
        }
        if (refused.type() == ProblemType.UNAUTHENTICATED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (failure instanceof NotAllowedException wrongMethod) {
            response.header(
                    HttpHeaders.ALLOW,
                    wrongMethod.getResponse().getHeaderString(HttpHeaders.ALLOW));
        }
        if (wantsPage()) {
            return response.entity(
                            Page.of("problem")
                                    .status(refused.type().status())
                                    .with("title", title(refused))
                                    .with("detail", detail(refused))
                                    .with("fields", refused.fields())
                                    .with("approval", refused.approval())
                                    .with("requestId", MDC.get(RequestIds.MDC_KEY)))
                    .build();
        }
        return response.type(PROBLEM_JSON).entity(document(refused)).build();
    }

    private Refused refused(Throwable failure) {
        return switch (failure) {
            case Refused refused -> refused;
            case JsonMappingException mapping -> unreadable(mapping);
            case JsonProcessingException syntax ->
                    new Refused(
                            ProblemType.MALFORMED,
                            "The body is not valid JSON. Check quotes, commas and brackets.");
            case CharConversionException notText ->
                    new Refused(
                            ProblemType.MALFORMED,
                            "The body is not text in UTF-8. Send it as UTF-8.");
            case HeaderValueException header ->
                    new Refused(
                            ProblemType.MALFORMED,
                            "A header can't be read: " + header.getMessage());
            case ProcessingException wrapped
                    when wrapped.getCause() instanceof JsonProcessingException json ->
                    refused(json);
            case WebApplicationException http -> ofStatus(http);
            default -> fault(failure);
        };
    }

    private static Refused unreadable(JsonMappingException mapping) {
        String field =
                mapping.getPath().stream()
                        .map(
                                step ->
                                        step.getFieldName() == null
                                                ? "[" + step.getIndex() + "]"
                                                : step.getFieldName())
                        .collect(Collectors.joining("."));
        return field.isEmpty()
                ? new Refused(
                        ProblemType.MALFORMED,
                        "The body is not a JSON object of the expected form.")
                : Refused.field(field, "This field is unknown or its value has the wrong type.");
    }

    private Refused ofStatus(WebApplicationException http) {
        if (http.getCause() instanceof Refused refused) {
            return refused;
        }
        if (http.getCause() instanceof JsonProcessingException json) {
            return refused(json);
        }
        int status = http.getResponse().getStatus();
        return switch (status) {
            case 404 ->
                    new Refused(
                            ProblemType.NOT_FOUND,
                            "There is nothing at this address. Check its spelling.");
            case 405 ->
                    new Refused(
                            ProblemType.METHOD_NOT_ALLOWED,
                            "Use one of the methods in the Allow header.");
            case 406 ->
                    new Refused(
                            ProblemType.NOT_ACCEPTABLE,
                            "Ask for another media type in the Accept header.");
            case 413 -> new Refused(ProblemType.TOO_LARGE, "Send less at once.");
            case 415 ->
                    new Refused(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            "Send the body as " + takenHere() + ".");
            default ->
                    status >= 500
                            ? fault(http)
                            : new Refused(
                                    ProblemType.MALFORMED,
                                    "The request can't be read. Check its address and body.");
        };
    }

    /** The media types of bodies at this address. */
    private String takenHere() {
        String taken =
                address == null || request == null
                        ? ""
                        : address.getMatchedRuntimeResources().stream()
                                .limit(1)
                                .flatMap(matched -> matched.getResourceMethods().stream())
                                .filter(
                                        method ->
                                                request.getMethod().equals(method.getHttpMethod()))
                                .flatMap(method -> method.getConsumedTypes().stream())
                                .map(MediaType::toString)
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(" or "));
        return taken.isEmpty() ? MediaType.APPLICATION_JSON : taken;
    }

    /** It may have come in the commit or after it, so of what changes something nothing is sure. */
    private Refused fault(Throwable failure) {
        LOG.error("request failed", failure);
        if (request != null && LOOKS.contains(request.getMethod())) {
            return new Refused(
                    ProblemType.INTERNAL,
                    "Nothing was changed by this request. Try again; if it fails again, tell us the"
                            + " request id.");
        }
        return new Refused(
                ProblemType.INTERNAL,
                wantsPage()
                        ? "It is not certain whether this was done. Please look before you send it"
                                + " again; if it fails again, tell us the request id."
                        : "It is not certain whether this request has changed something. Send it"
                                + " again with the same Idempotency-Key, or look before; if it"
                                + " fails again, tell us the request id.");
    }

    private static Map<String, Object> document(Refused refused) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "/problems/" + refused.type().slug());
        document.put("title", refused.type().title());
        document.put("status", refused.type().status());
        document.put("detail", refused.detail());
        if (!refused.fields().isEmpty()) {
            document.put("errors", refused.fields());
        }
        if (refused.approval() != null) {
            document.put("approval", refused.approval());
        }
        String requestId = MDC.get(RequestIds.MDC_KEY);
        if (requestId != null) {
            document.put("request_id", requestId);
        }
        return document;
    }

    /** Where to send somebody who loads the address of a form. */
    private Optional<String> pageOfForm() {
        return request == null
                        || address == null
                        || resources == null
                        || !request.getMethod().equals(HttpMethod.GET)
                ? Optional.empty()
                : new NearestPage(resources).above("/" + address.getPath(false));
    }

    // Titles and sentences are for programs, except for these two: a person sent no method.
    private static String title(Refused refused) {
        return refused.type() == ProblemType.METHOD_NOT_ALLOWED
                ? "Nothing can be sent here"
                : refused.type().title();
    }

    private static Text detail(Refused refused) {
        if (refused.type() == ProblemType.METHOD_NOT_ALLOWED) {
            return Text.of(
                    "This page takes nothing in. Nothing was changed; please go on from the top of"
                            + " this page.");
        }
        return refused.fields().isEmpty()
                ? refused.text()
                : Text.of("Please go back and look at what is named here.");
    }

    private boolean wantsPage() {
        if (headers == null) {
            return false;
        }
        try {
            return headers.getAcceptableMediaTypes().stream()
                    .anyMatch(
                            type ->
                                    !type.isWildcardType()
                                            && type.isCompatible(MediaType.TEXT_HTML_TYPE));
        } catch (HeaderValueException unreadable) {
            return false;
        }
    }
}

package io.counterfoil.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.codes.Seal;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Json;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.web.Flash;
import io.counterfoil.web.SentFile;
import io.counterfoil.web.TypedForm;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Forms that came when their sender's session was over. What was typed is kept, sealed, for an hour,
 * and only for the same person in the same browser: the page has it again once they have signed in.
 * Of each person the newest form is kept. Passwords, codes and files never are.
 */
public final class HeldForms {
    /** How long a form is kept. */
    static final Duration KEPT = Duration.ofHours(1);

    private static final ObjectMapper JSON = Json.mapper();
    private static final Caller LOOK_UP = new Caller(Scope.system(), Actor.VISITOR);
    // What asks for a page again may have the token of a link.
    private static final Set<String> SECRETS =
            Set.of("password", "code", "codes", "token", "present", "chosen", "challenge", "iban", "passkey", "secret", "query");
    private static final Pattern WORDS = Pattern.compile("[^a-z0-9]+");

    private final Transactions transactions;
    private final Tokens tokens;
    private final Seal seal;
    private final SecureRandom random;

    /** Forms that are sealed under {@code serverKey}. */
    public HeldForms(Transactions transactions, ServerKey serverKey, SecureRandom random) {
        this.transactions = transactions;
        this.tokens = new Tokens(serverKey, ServerKey.Purpose.HELD_FORM, random);
        this.seal = serverKey.seal(ServerKey.Purpose.HELD_FORM);
        this.random = random;
    }

    /** Whether a field of this name is for what nobody but its owner should ever have. */
    static boolean isSecret(String field) {
        return WORDS.splitAsStream(field).anyMatch(SECRETS::contains);
    }

    /** The form of a request, without what nobody but its owner should ever have. */
    static TypedForm typed(ContainerRequestContext request) {
        return new TypedForm(address(request), typed(Forms.fields(request)));
    }

    /** Keeps the form of a request and sends its browser to sign in. */
    Response hold(ContainerRequestContext request, Principal principal) {
        String path = path(request);
        String signIn = signIn(principal);
        if (path.endsWith("/sign-out") || path.endsWith("/sign-in")) {
            return Flash.seeOther(signIn, "You are signed out.");
        }
        TypedForm typed = typed(request);
        String token = tokens.next("");
        byte[] sealed = seal.seal(write(typed), context(principal), random);
        transactions.write(
                new Caller(new Scope.Provider(principal.provider()), principal.actor()),
                tx ->
                        new HeldFormRepository(tx)
                                .keep(principal.person(), tokens.digest(token), sealed));
        return Response.fromResponse(
                        Flash.seeOther(
                                signIn,
                                "You were away for a while, so please sign in again. What you"
                                        + " typed is there once you have, but for passwords, codes"
                                        + " and files."))
                .cookie(SessionCookies.held(token))
                .build();
    }

    /** The form that waits for somebody in a browser with this cookie, if one does. */
    Optional<TypedForm.Kept> find(String token, Principal principal) {
        if (ActingGuard.acting(principal) != null) {
            return Optional.empty();
        }
        byte[] digest = tokens.digest(token);
        return transactions
                .read(
                        LOOK_UP,
                        tx ->
                                new HeldFormRepository(tx)
                                        .find(
                                                principal.person(),
                                                digest,
                                                tx.now().minus(KEPT)))
                .map(sealed -> read(seal.open(sealed, context(principal))))
                .map(
                        typed ->
                                new TypedForm.Kept(
                                        typed,
                                        () ->
                                                transactions.write(
                                                        LOOK_UP,
                                                        tx ->
                                                                new HeldFormRepository(tx)
                                                                        .delete(digest))));
    }

    /** In the system scope: forgets forms whose senders did not come back. */
    public void forgetOld(Tx tx) {
        new HeldFormRepository(tx).deleteOld(tx.now().minus(KEPT));
    }

    /** With what the page around the form shows: whose tills are offered in it, for example. */
    private static String address(ContainerRequestContext request) {
        String query = request.getUriInfo().getRequestUri().getRawQuery();
        return path(request) + (query == null ? "" : "?" + query);
    }

    /** As addresses have it, with what is not in them encoded: a browser is sent there. */
    private static String path(ContainerRequestContext request) {
        return "/" + request.getUriInfo().getPath(false);
    }

    private static List<TypedForm.Field> typed(List<TypedForm.Field> fields) {
        Set<String> files =
                fields.stream()
                        .map(TypedForm.Field::name)
                        .filter(name -> name.endsWith(SentFile.NAME))
                        .map(name -> name.substring(0, name.length() - SentFile.NAME.length()))
                        .collect(Collectors.toSet());
        return fields.stream()
                .filter(field -> !isSecret(field.name()))
                .filter(
                        field ->
                                files.stream()
                                        .noneMatch(
                                                file ->
                                                        field.name().equals(file)
                                                                || field.name()
                                                                        .equals(
                                                                                SentFile.nameField(
                                                                                        file))))
                .toList();
    }

    private static String signIn(Principal principal) {
        return switch (principal) {
            case Principal.Staff staff when staff.retailer() == null -> "/console/sign-in";
            case Principal.Staff staff -> "/retail/sign-in";
            default -> "/account/sign-in";
        };
    }

    private static byte[] context(Principal principal) {
        return (principal.provider() + " " + principal.person()).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] write(TypedForm typed) {
        try {
            return JSON.writeValueAsBytes(typed);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TypedForm read(byte[] typed) {
        try {
            return JSON.readValue(typed, TypedForm.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.counterfoil.access;

import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lets members of staff in, and out again. */
public final class StaffSignIn {
    private static final String STAFF = "staff";

    private final Transactions transactions;
    private final PasswordHasher hasher;
    private final SignInLimits limits;
    private final Sessions sessions;
    private final FailedSignIns failures;
    private final Audit audit;

    /** Opens {@code sessions} for those whose password is right. */
    public StaffSignIn(
            Transactions transactions,
            PasswordHasher hasher,
            SignInLimits limits,
            Sessions sessions,
            FailedSignIns failures,
            Audit audit) {
        this.transactions = transactions;
        this.hasher = hasher;
        this.limits = limits;
        this.sessions = sessions;
        this.failures = failures;
        this.audit = audit;
    }

    /**
     * A session that was just opened.
     *
     * @param token for the cookie
     * @param retailer for whom the member works; null: for the provider itself
     */
    public record SignedIn(String token, @Nullable UUID retailer) {
        @Override
        public String toString() {
            return "SignedIn[…]";
        }
    }

    /**
     * Opens a new session if the password is right; empty if it is wrong, or nobody has this e-mail
     * address, or they are disabled: all three take the same time.
     *
     * @param address the network address of the browser
     * @throws Refused after too many failures
     */
    public Optional<SignedIn> signIn(
            Caller visitor, @Nullable String email, @Nullable String password, String address) {
        String name = email == null ? "" : email.strip().toLowerCase(Locale.ROOT);
        String secret = password == null ? "" : password;
        SignInLimits.Attempt attempt = limits.attempt(visitor, "staff:" + name, address);
        Optional<StaffRepository.WithPassword> known =
                name.indexOf('\0') >= 0
                        ? Optional.empty()
                        : transactions.read(
                                visitor, tx -> new StaffRepository(tx).findByEmail(name));
        if (known.isEmpty()) {
            hasher.matchesNobody(secret);
            failures.note(visitor, attempt, STAFF, null);
            return Optional.empty();
        }
        Member member = known.get().member();
        if (!hasher.matches(secret, known.get().passwordHash()) || member.disabled()) {
            failures.note(visitor, attempt, STAFF, member.id());
            return Optional.empty();
        }
        Caller signedIn =
                new Caller(visitor.scope(), new Actor("staff:" + member.id(), member.id()));
        return Optional.of(
                transactions.write(
                        signedIn,
                        tx -> {
                            limits.succeeded(tx, "staff:" + name, address);
                            audit.record(tx, "staff.signed_in", "staff:" + member.id(), Map.of());
                            return new SignedIn(
                                    sessions.openForStaff(tx, member), member.retailer());
                        }));
    }

    /** Ends a session; nothing happens if it is over already. */
    public void signOut(String token) {
        sessions.find(token)
                .filter(Principal.Staff.class::isInstance)
                .ifPresent(
                        staff ->
                                transactions.write(
                                        new Caller(staff.scope(), staff.actor()),
                                        tx -> {
                                            audit.record(
                                                    tx,
                                                    "staff.signed_out",
                                                    staff.actor().name(),
                                                    Map.of());
                                            return tx.now();
                                        }));
        sessions.close(token);
    }
}

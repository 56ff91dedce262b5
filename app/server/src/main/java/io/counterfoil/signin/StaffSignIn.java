package io.counterfoil.signin;

import io.counterfoil.access.Audit;
import io.counterfoil.access.FailedSignIns;
import io.counterfoil.access.Member;
import io.counterfoil.access.Principal;
import io.counterfoil.access.Sessions;
import io.counterfoil.access.SignInLimits;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.access.TriedFrom;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lets members of staff in, and out again. */
public final class StaffSignIn implements SignIns.Door {
    private static final String STAFF = "staff";

    private final Transactions transactions;
    private final StaffMembers staff;
    private final SignInLimits limits;
    private final Sessions sessions;
    private final FailedSignIns failures;
    private final Audit audit;

    /** Opens {@code sessions} for those of {@code staff} who have proved who they are. */
    public StaffSignIn(
            Transactions transactions,
            StaffMembers staff,
            SignInLimits limits,
            Sessions sessions,
            FailedSignIns failures,
            Audit audit) {
        this.transactions = transactions;
        this.staff = staff;
        this.limits = limits;
        this.sessions = sessions;
        this.failures = failures;
        this.audit = audit;
    }

    @Override
    public Optional<Person> person(Tx tx, UUID id) {
        return staff.find(tx, id)
                .filter(member -> !member.disabled())
                .map(
                        member ->
                                new Person(
                                        STAFF,
                                        id,
                                        member.email(),
                                        member.name(),
                                        member.email(),
                                        member.retailer() == null ? "console" : "retail"));
    }

    @Override
    public String open(Tx tx, UUID id) {
        audit.record(tx, "staff.signed_in", "staff:" + id, Map.of());
        return sessions.openForStaff(tx, staff.find(tx, id).orElseThrow());
    }

    /**
     * Who has shown this e-mail address and password; empty if it is wrong, or nobody has this e-mail
     * address, or they are disabled: all three take the same time. What they had failed before is
     * taken back.
     *
     * @throws Refused after too many failures
     */
    Optional<StaffMembers.Proven> verify(
            Caller visitor, @Nullable String email, @Nullable String password, TriedFrom from) {
        String name = email == null ? "" : email.strip().toLowerCase(Locale.ROOT);
        UUID typed = staff.find(visitor, name).map(Member::id).orElse(null);
        SignInLimits.Attempt attempt = limits.attempt(visitor, "staff:" + name, typed, from);
        StaffMembers.Shown shown =
                staff.check(visitor, name, password == null ? "" : password);
        StaffMembers.Proven proven = shown.proven();
        if (proven == null) {
            Member known = shown.known();
            failures.note(visitor, attempt, STAFF, known == null ? null : known.id());
            return Optional.empty();
        }
        UUID id = proven.member().id();
        return Optional.of(
                transactions.write(
                        visitor.as(new Actor("staff:" + id, id)),
                        tx -> {
                            limits.succeeded(tx, "staff:" + name, id, from);
                            return proven;
                        }));
    }

    /** Ends the session of this token; nothing happens if it is over already. */
    public void signOut(Caller caller, String token) {
        sessions.find(token)
                .filter(Principal.Staff.class::isInstance)
                .ifPresent(
                        staff ->
                                transactions.write(
                                        new Caller(
                                                staff.scope(),
                                                staff.actor(),
                                                null,
                                                caller.address(),
                                                caller.language()),
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

package io.counterfoil.signin;

import io.counterfoil.access.Member;
import io.counterfoil.access.PasswordHasher;
import io.counterfoil.access.PasswordRule;
import io.counterfoil.access.Sessions;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.access.TriedFrom;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The passwords of staff, as they change them for themselves. */
public final class StaffPasswords {
    private final Transactions transactions;
    private final StaffMembers staff;
    private final StaffSignIn signIn;
    private final PasswordHasher hasher;
    private final Sessions sessions;

    /**
     * Passwords of {@code staff}. The one before is asked for as {@code signIn} asks for it, so that
     * nobody guesses it in a browser that was left signed in.
     */
    public StaffPasswords(
            Transactions transactions,
            StaffMembers staff,
            StaffSignIn signIn,
            PasswordHasher hasher,
            Sessions sessions) {
        this.transactions = transactions;
        this.staff = staff;
        this.signIn = signIn;
        this.hasher = hasher;
        this.sessions = sessions;
    }

    /**
     * Changes the caller's own password and ends their sessions.
     *
     * @return the token of a new session, for the browser that asked
     * @throws Refused if the old one is wrong or was tried too often, or the new one won't do
     */
    String change(
            Caller caller,
            @Nullable String oldPassword,
            @Nullable String newPassword,
            TriedFrom from) {
        UUID id = caller.actor().person();
        if (id == null) {
            throw new Refused(ProblemType.FORBIDDEN, "Sign in to change your password.");
        }
        Member member =
                transactions
                        .read(caller, tx -> staff.find(tx, id))
                        .orElseThrow(() -> Refused.notFound("member of staff"));
        Fields fields = new Fields();
        String chosen =
                PasswordRule.check(
                        fields, "new_password", newPassword, member.name(), member.email());
        if (chosen.equals(oldPassword)) {
            fields.problem(
                    "new_password", "Please choose a password that you have not had before.");
        }
        fields.done();
        StaffMembers.Proven proven =
                signIn.verify(caller.forProvider(), member.email(), oldPassword, from)
                        .orElseThrow(StaffPasswords::notPresent);
        String hash = hasher.hash(chosen);
        return transactions.write(
                caller,
                tx -> {
                    if (!staff.holds(tx, proven)) {
                        throw notPresent();
                    }
                    staff.set(tx, id, hash);
                    return sessions.openForStaff(tx, member);
                });
    }

    private static Refused notPresent() {
        return Refused.field("old_password", "This is not your present password.");
    }
}

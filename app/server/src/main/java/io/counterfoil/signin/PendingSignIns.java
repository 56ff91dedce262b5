package io.counterfoil.signin;

import io.counterfoil.access.FailedSignIns;
import io.counterfoil.access.SignInLimits;
import io.counterfoil.access.Tokens;
import io.counterfoil.access.TriedFrom;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sign-ins of people who have shown a password and have a step to go. Until then they have no session;
 * of them the browser has a token, the database its digest, for ten minutes.
 */
public final class PendingSignIns {
    /** How long the second step may take. */
    static final Duration KEPT = Duration.ofMinutes(10);

    private final Transactions transactions;
    private final Tokens tokens;
    private final SignIns people;
    private final SecondSteps steps;
    private final SecondStepRules rules;
    private final FailedSignIns failures;

    /** Sign-ins of {@code people}, which {@code tokens} name. */
    public PendingSignIns(
            Transactions transactions,
            Tokens tokens,
            SignIns people,
            SecondSteps steps,
            SecondStepRules rules,
            FailedSignIns failures) {
        this.transactions = transactions;
        this.tokens = tokens;
        this.people = people;
        this.steps = steps;
        this.rules = rules;
        this.failures = failures;
    }

    /**
     * What is asked of somebody.
     *
     * @param person who
     * @param passkey whether only a passkey lets them in, as they have that and no app
     * @param enrolment what their app has to be told first; null: they have what they need
     */
    record Asked(Person person, boolean passkey, SecondSteps.@Nullable Enrolment enrolment) {}

    /**
     * A session that was opened in the end.
     *
     * @param token for the cookie
     * @param home where its person begins
     * @param recovery codes that were made along; null: none were
     */
    record Done(String token, String home, SecondSteps.@Nullable Recovery recovery) {
        @Override
        public String toString() {
            return "Done[…]";
        }
    }

    /**
     * The token of a sign-in that waits for the second step of somebody whose password was right;
     * empty if none is asked of them.
     */
    public Optional<String> begin(Tx tx, String kind, UUID id) {
        Person person =
                people.person(tx, kind, id)
                        .orElseThrow(() -> new IllegalStateException("nobody showed a password"));
        if (!steps.of(tx, id).on() && !rules.demandedOf(tx, person)) {
            return Optional.empty();
        }
        String token = tokens.next("");
        new PendingRepository(tx).insert(tokens.digest(token), kind, id);
        return Optional.of(token);
    }

    /**
     * What is asked of whoever has this token; who has no second step yet is shown what to tell
     * their app.
     */
    Optional<Asked> asked(Caller visitor, @Nullable String token) {
        return transactions.write(
                visitor.forProvider(),
                tx -> find(tx, token).map(person -> asked(tx, person)));
    }

    /** An app in the place of a passkey is for whoever came in with that: a password isn't enough. */
    private Asked asked(Tx tx, Person person) {
        SecondSteps.State state = steps.of(tx, person.id());
        boolean passkey = state.passkey() && !state.on();
        return new Asked(
                person, passkey, state.on() || passkey ? null : steps.begin(tx, person));
    }

    /**
     * Opens the session if the code is right.
     *
     * @throws Refused if it is wrong, too many were, or the sign-in took too long
     */
    Done finish(Caller visitor, @Nullable String token, String code, TriedFrom from) {
        Caller caller = visitor.forProvider();
        Person person =
                transactions.read(caller, tx -> find(tx, token)).orElseThrow(PendingSignIns::over);
        SignInLimits.Attempt attempt = steps.attempt(caller, person, from);
        try {
            return transactions.write(
                    caller.as(person.actor()),
                    tx -> finish(tx, person, String.valueOf(token), code, from));
        } catch (Refused refused) {
            if (refused.type() == ProblemType.INVALID) {
                failures.note(caller, attempt, person.kind(), person.id());
            }
            throw refused;
        }
    }

    private Done finish(Tx tx, Person person, String token, String code, TriedFrom from) {
        if (!new PendingRepository(tx).delete(tokens.digest(token))) {
            throw over();
        }
        SecondSteps.Recovery recovery = null;
        SecondSteps.State state = steps.of(tx, person.id());
        if (state.on()) {
            steps.take(tx, person, code, from);
        } else if (state.passkey()) {
            throw new Refused(ProblemType.CONFLICT, "Please use your passkey to sign in.");
        } else {
            recovery = steps.confirm(tx, person, code, from);
        }
        return new Done(people.open(tx, person), person.home(), recovery);
    }

    /** Ends somebody's, as all their sessions do. */
    public void end(Tx tx, UUID person) {
        new PendingRepository(tx).deleteOf(person);
    }

    /** In the system scope: forgets those that took too long. */
    public void forgetOld(Tx tx) {
        new PendingRepository(tx).deleteOld(tx.now().minus(KEPT));
    }

    private Optional<Person> find(Tx tx, @Nullable String token) {
        return token == null
                ? Optional.empty()
                : new PendingRepository(tx)
                        .find(tokens.digest(token), tx.now().minus(KEPT))
                        .flatMap(pending -> people.person(tx, pending.kind(), pending.person()));
    }

    private static Refused over() {
        return new Refused(
                ProblemType.GONE, "This sign-in took more than ten minutes. Please begin again.");
    }
}

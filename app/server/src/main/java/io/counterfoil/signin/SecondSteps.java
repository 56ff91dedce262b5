package io.counterfoil.signin;

import io.counterfoil.access.Providers;
import io.counterfoil.access.SignInLimits;
import io.counterfoil.access.TriedFrom;
import io.counterfoil.codes.Seal;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * The second step at sign-in: a code of an app on one's phone, or one of ten recovery codes. No code
 * is taken twice, wrong ones are slowed down like wrong passwords, and whoever's it is hears of every
 * change by mail.
 */
public final class SecondSteps {
    private final Transactions transactions;
    private final Secrets secrets;
    private final SignInLimits limits;
    private final Providers providers;
    private final Notices notices;

    /**
     * What secrets are made of and kept by.
     *
     * @param seal of what apps have
     * @param recovery codes for who lost theirs
     * @param random what nobody can guess
     */
    public record Secrets(Seal seal, RecoveryCodes recovery, SecureRandom random) {
        /** Those under the server's key. */
        public Secrets(ServerKey key, SecureRandom random) {
            this(
                    key.seal(ServerKey.Purpose.SECOND_STEP),
                    new RecoveryCodes(key, random),
                    random);
        }
    }

    /** Second steps of the {@code providers}' people, whose secrets are sealed. */
    public SecondSteps(
            Transactions transactions,
            Secrets secrets,
            SignInLimits limits,
            Providers providers,
            Notices notices) {
        this.transactions = transactions;
        this.secrets = secrets;
        this.limits = limits;
        this.providers = providers;
        this.notices = notices;
    }

    /**
     * What somebody's app has to be told, shown while it is set up.
     *
     * @param address what it reads from the picture
     * @param secret what is typed where that can't be
     */
    public record Enrolment(String address, String secret) {
        @Override
        public String toString() {
            return "Enrolment[…]";
        }
    }

    /**
     * Codes for who loses the app, shown this once.
     *
     * @param codes each is good once
     */
    public record Recovery(List<String> codes) {
        @Override
        public String toString() {
            return "Recovery[…]";
        }
    }

    /**
     * How somebody's second step is.
     *
     * @param on whether it is asked for
     * @param recoveryCodes how many are left
     * @param passkey whether they have a passkey, which stands for password and code
     */
    public record State(boolean on, int recoveryCodes, boolean passkey) {}

    /** How somebody's second step is. */
    State of(Tx tx, UUID person) {
        SecondStepRepository steps = new SecondStepRepository(tx);
        return new State(
                steps.isOn(person),
                steps.recoveryCodesLeft(person),
                new PasskeyRepository(tx).has(person));
    }

    /** Which of these people have it, or a passkey. */
    public Set<UUID> on(Caller caller, Collection<UUID> people) {
        return transactions.read(
                caller.forProvider(), tx -> new SecondStepRepository(tx).on(people));
    }

    /**
     * Makes a secret for somebody's app; it counts once a code has confirmed it. One that waits
     * already is shown again, for as long as one sign-in takes: who saw an older one may be somebody
     * else.
     *
     * @throws Refused if they have it already
     */
    Enrolment begin(Tx tx, Person person) {
        SecondStepRepository steps = new SecondStepRepository(tx);
        byte[] secret =
                steps.waiting(person.id(), tx.now().minus(PendingSignIns.KEPT))
                        .map(sealed -> secrets.seal().open(sealed, context(tx, person)))
                        .orElseGet(() -> begun(tx, person));
        return new Enrolment(
                AppCodes.address(secret, providers.of(tx).name(), person.login()),
                AppCodes.text(secret));
    }

    private byte[] begun(Tx tx, Person person) {
        byte[] secret = newSecret();
        byte[] sealed = secrets.seal().seal(secret, context(tx, person), secrets.random());
        if (!new SecondStepRepository(tx).begin(person.id(), sealed)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "You have set up the second step already. Turn it off first to set it up anew.");
        }
        return secret;
    }

    /**
     * Counts a try to show a code, before it is looked at.
     *
     * @throws Refused if too many failed lately
     */
    SignInLimits.Attempt attempt(Caller caller, Person person, TriedFrom from) {
        return limits.attempt(caller.forProvider(), limited(person), person.id(), from);
    }

    /**
     * Turns the second step on with the first code of the app.
     *
     * @throws Refused if the code is not the app's
     */
    Recovery confirm(Tx tx, Person person, String typed, TriedFrom from) {
        SecondStepRepository steps = new SecondStepRepository(tx);
        byte[] secret =
                steps.sealed(person.id(), false)
                        .map(sealed -> secrets.seal().open(sealed, context(tx, person)))
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                ProblemType.CONFLICT,
                                                "Nothing waits to be confirmed. Begin again, please."));
        OptionalLong step = AppCodes.step(secret, digits(typed), tx.now());
        if (step.isEmpty() || !steps.confirm(person.id(), step.getAsLong())) {
            throw wrong();
        }
        limits.succeeded(tx, limited(person), person.id(), from);
        notices.changed(tx, person, Notices.Change.ON);
        return recovery(tx, person);
    }

    /**
     * Takes a code of the app or a recovery code, which is used up by that.
     *
     * @throws Refused if it is neither, or was taken before
     */
    void take(Tx tx, Person person, String typed, TriedFrom from) {
        SecondStepRepository steps = new SecondStepRepository(tx);
        byte[] secret =
                steps.sealed(person.id(), true)
                        .map(sealed -> secrets.seal().open(sealed, context(tx, person)))
                        .orElseThrow(SecondSteps::wrong);
        OptionalLong step = AppCodes.step(secret, digits(typed), tx.now());
        if (step.isPresent() && steps.take(person.id(), step.getAsLong())) {
            limits.succeeded(tx, limited(person), person.id(), from);
            return;
        }
        if (!steps.useRecoveryCode(person.id(), secrets.recovery().digest(typed))) {
            throw wrong();
        }
        limits.succeeded(tx, limited(person), person.id(), from);
        notices.changed(tx, person, Notices.Change.RECOVERY_CODE_USED);
    }

    /** Makes new recovery codes; those before open nothing any more. */
    Recovery renew(Tx tx, Person person) {
        notices.changed(tx, person, Notices.Change.NEW_RECOVERY_CODES);
        return recovery(tx, person);
    }

    /** Turns it off, as the person itself wants. */
    void turnOff(Tx tx, Person person) {
        if (new SecondStepRepository(tx).delete(person.id())) {
            notices.changed(tx, person, Notices.Change.OFF);
        }
    }

    /** Turns it off for somebody who lost all that they could show, passkeys too. */
    void reset(Tx tx, Person person) {
        boolean had = new SecondStepRepository(tx).delete(person.id());
        if (new PasskeyRepository(tx).removeAll(person.id()) > 0 || had) {
            limits.forgive(tx, limited(person));
            notices.changed(tx, person, Notices.Change.RESET);
        }
    }

    /**
     * The same for one of the {@code people} who are staff, by whoever runs the service: nobody need
     * agree.
     *
     * @throws Refused if nobody has this id
     */
    public void reset(Caller caller, SignIns people, UUID staff) {
        transactions.write(
                caller,
                tx -> {
                    Person person =
                            people.person(tx, "staff", staff)
                                    .orElseThrow(() -> Refused.notFound("member of staff"));
                    reset(tx, person);
                    return person;
                });
    }

    /** Ends what somebody's app was told and that has shown no code yet, as all their sessions do. */
    public void endUnconfirmed(Tx tx, UUID person) {
        new SecondStepRepository(tx).deleteUnconfirmed(person);
    }

    private Recovery recovery(Tx tx, Person person) {
        List<String> codes = secrets.recovery().next();
        new SecondStepRepository(tx)
                .replaceRecoveryCodes(
                        person.id(), codes.stream().map(secrets.recovery()::digest).toList());
        return new Recovery(codes);
    }

    private byte[] newSecret() {
        byte[] secret = new byte[AppCodes.SECRET_BYTES];
        secrets.random().nextBytes(secret);
        return secret;
    }

    private static byte[] context(Tx tx, Person person) {
        return (tx.provider() + " " + person.subject()).getBytes(StandardCharsets.US_ASCII);
    }

    private static String limited(Person person) {
        return "second step " + person.subject();
    }

    /** Apps show the digits in groups. */
    private static String digits(String typed) {
        return typed.replaceAll("\\s", "");
    }

    private static Refused wrong() {
        return Refused.field(
                "code",
                "This is not the present code, or it was used already. Wait for the next one and"
                        + " type that.");
    }
}

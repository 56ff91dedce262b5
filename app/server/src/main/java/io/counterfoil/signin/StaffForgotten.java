package io.counterfoil.signin;

import io.counterfoil.access.Member;
import io.counterfoil.access.PasswordRule;
import io.counterfoil.access.SignInLimits;
import io.counterfoil.access.Tokens;
import io.counterfoil.codes.Seal;
import io.counterfoil.mail.Mail;
import io.counterfoil.mail.MailKind;
import io.counterfoil.mail.Message;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Mails staff who forgot their password a link, good once and for an hour, which counts from when the
 * mail was handed over.
 *
 * <p>Whoever asks learns nothing: whether anybody has that address is looked up by a job afterwards,
 * so that neither words nor time tell. A second step that is set up is asked for as ever.
 */
public final class StaffForgotten {
    /** How long a link is good. */
    static final Duration GOOD = Duration.ofHours(1);

    private static final String JOB = "forgotten-staff-passwords";
    private static final Actor ACTOR = Actor.job(JOB);
    private static final String AND = " ";
    private static final int LONGEST = 254;
    private static final int MOST_A_DAY = 5;
    private static final Duration A_DAY = Duration.ofDays(1);

    private final Transactions transactions;
    private final Jobs jobs;
    private final SignInLimits limits;
    private final Invitations.Newcomers people;
    private final Secrets secrets;
    private final Mail mail;

    /**
     * What links are made of, and how what was typed is kept until the job takes it.
     *
     * @param tokens of links
     * @param seal of addresses
     * @param random what nobody can guess
     */
    public record Secrets(Tokens tokens, Seal seal, SecureRandom random) {}

    /** Links for {@code people}, asked for as often as {@code limits} let them. */
    public StaffForgotten(
            Transactions transactions,
            Jobs jobs,
            SignInLimits limits,
            Invitations.Newcomers people,
            Secrets secrets,
            Mail mail) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.limits = limits;
        this.people = people;
        this.secrets = secrets;
        this.mail = mail;
        mail.onSent((tx, messages) -> new StaffLinkRepository(tx).sent(messages));
        jobs.define(
                JOB,
                instance -> {
                    String[] parts = instance.split(AND, -1);
                    answer(UUID.fromString(parts[0]), parts[1]);
                });
    }

    /**
     * Has a link mailed to whoever signs in with this address, if anybody does.
     *
     * @param address the network address that it comes from
     * @throws Refused if nothing was typed, or it was asked too often for this name or from there
     */
    void ask(Caller visitor, @Nullable String email, String address) {
        Fields fields = new Fields();
        String asked = fields.text("email", email, LONGEST).toLowerCase(Locale.ROOT);
        fields.done();
        Caller provider = visitor.forProvider();
        limits.forgotten(provider, "staff:" + asked, address);
        transactions.write(
                provider,
                tx -> {
                    byte[] sealed =
                            secrets.seal()
                                    .seal(
                                            asked.getBytes(StandardCharsets.UTF_8),
                                            context(tx.provider()),
                                            secrets.random());
                    jobs.schedule(
                            tx,
                            JOB,
                            tx.provider()
                                    + AND
                                    + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
                    return asked;
                });
    }

    /** Whose password a link sets; empty if it is not good, or no longer. */
    Optional<Member> awaited(Caller visitor, @Nullable String token) {
        return transactions.read(visitor.forProvider(), tx -> find(tx, token));
    }

    /**
     * Sets a password with a link, which is used up by that. Every browser is signed out, and wrong
     * passwords that were tried before count no more.
     *
     * @throws Refused if the link is not good any more, or the password won't do
     */
    Member set(Caller visitor, @Nullable String token, @Nullable String password) {
        Member member = awaited(visitor, token).orElseThrow(StaffForgotten::over);
        Fields fields = new Fields();
        String chosen = PasswordRule.check(
                        fields, "chosen", password, member.name(), member.email());
        fields.done();
        String hash = people.hasher().hash(chosen);
        return transactions.write(
                new Caller(
                        visitor.forProvider().scope(),
                        new Actor("staff:" + member.id(), member.id())),
                tx -> {
                    if (find(tx, token).isEmpty()
                            || !new StaffLinkRepository(tx)
                                    .delete(secrets.tokens().digest(String.valueOf(token)))) {
                        throw over();
                    }
                    people.staff().set(tx, member.id(), hash);
                    limits.forgive(tx, "staff:" + member.email());
                    return member;
                });
    }

    /** Ends somebody's link, as all their sessions do. */
    public void end(Tx tx, UUID staff) {
        new StaffLinkRepository(tx).deleteOf(staff);
    }

    /** In the system scope: forgets links that are too old. */
    public void forgetOld(Tx tx) {
        new StaffLinkRepository(tx).deleteOld(tx.now().minus(A_DAY));
    }

    private void answer(UUID provider, String sealed) {
        String email =
                new String(
                        secrets.seal()
                                .open(Base64.getUrlDecoder().decode(sealed), context(provider)),
                        StandardCharsets.UTF_8);
        transactions.write(
                new Caller(new Scope.Provider(provider), ACTOR),
                tx -> {
                    people.staff()
                            .byEmail(tx, email)
                            .filter(member -> !member.disabled())
                            .filter(member -> isSeldom(tx, member))
                            .ifPresent(member -> mail(tx, member));
                    return provider;
                });
    }

    private boolean isSeldom(Tx tx, Member member) {
        return mail.postedWithinADay(tx, member.email(), MailKind.STAFF_PASSWORD_LINK)
                < MOST_A_DAY;
    }

    private void mail(Tx tx, Member member) {
        String token = secrets.tokens().next("");
        new StaffLinkRepository(tx).put(member.id(), secrets.tokens().digest(token));
        UUID message =
                mail.post(
                        tx,
                        new Message(
                                        MailKind.STAFF_PASSWORD_LINK,
                                        member.name(),
                                        member.email(),
                                        Map.of(
                                                "area",
                                                member.retailer() == null ? "console" : "retail"),
                                        Map.of("token", token))
                                .until(tx.now().plus(A_DAY)));
        new StaffLinkRepository(tx).carriedBy(message, member.id());
    }

    private Optional<Member> find(Tx tx, @Nullable String token) {
        return token == null
                ? Optional.empty()
                : new StaffLinkRepository(tx)
                        .find(secrets.tokens().digest(token), tx.now().minus(GOOD))
                        .flatMap(id -> people.staff().find(tx, id))
                        .filter(member -> !member.disabled());
    }

    private static byte[] context(UUID provider) {
        return provider.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static Refused over() {
        return new Refused(
                ProblemType.GONE,
                "This link was used already, it is older than an hour, or there is a newer one."
                        + " Please ask for another one.");
    }
}

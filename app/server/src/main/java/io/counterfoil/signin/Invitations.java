package io.counterfoil.signin;

import io.counterfoil.access.ApiKeys;
import io.counterfoil.access.Audit;
import io.counterfoil.access.Member;
import io.counterfoil.access.NewMember;
import io.counterfoil.access.PasswordHasher;
import io.counterfoil.access.PasswordRule;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.access.Tokens;
import io.counterfoil.mail.Mail;
import io.counterfoil.mail.MailKind;
import io.counterfoil.mail.Message;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Retailers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Invites people by mail to work for the provider or one of its retailers. The link is good once and
 * for three days; whoever has it chooses name and password, so that nobody else ever knows that.
 */
public final class Invitations {
    /** How long a link is good. */
    static final Duration GOOD = Duration.ofDays(3);

    private static final int MOST_A_DAY = 5;
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final String STAND_IN = "invited";

    private final Transactions transactions;
    private final Tokens tokens;
    private final Newcomers newcomers;
    private final ApiKeys keys;
    private final Mail mail;
    private final Audit audit;

    /**
     * What makes members of those who come.
     *
     * @param staff where they are added
     * @param hasher how their passwords are kept
     * @param ids of which they get theirs
     */
    public record Newcomers(StaffMembers staff, PasswordHasher hasher, Ids ids) {}

    /**
     * Invitations that carry {@code tokens} and go out by {@code mail}. Programs send them with
     * {@code keys}.
     */
    public Invitations(
            Transactions transactions,
            Tokens tokens,
            Newcomers newcomers,
            ApiKeys keys,
            Mail mail,
            Audit audit) {
        this.transactions = transactions;
        this.tokens = tokens;
        this.newcomers = newcomers;
        this.keys = keys;
        this.mail = mail;
        this.audit = audit;
    }

    /**
     * An invitation as those see it who gave it.
     *
     * @param invitation what it says
     * @param over whether its link opens nothing any more
     */
    record Given(Invitation invitation, boolean over) {}

    /**
     * Invites somebody; who was invited before gets another link, and the role as it is now.
     *
     * @param retailer for whom they will work; null: for the provider itself
     * @throws Refused if a field is wrong, somebody signs in with the address already, or it was
     *     mailed too often today
     */
    Invitation invite(
            Caller caller, @Nullable String email, @Nullable String role, @Nullable UUID retailer) {
        Fields fields = new Fields();
        Member asked =
                new NewMember(email, STAND_IN, role, retailer)
                        .checked(newcomers.ids().next(), fields);
        fields.done();
        return transactions.once(
                caller.forProvider(),
                Invitation.class,
                tx -> {
                    requireThere(tx, retailer);
                    if (newcomers.staff().byEmail(tx, asked.email()).isPresent()) {
                        throw Refused.field("email", "Somebody has this e-mail address already.");
                    }
                    return send(
                            tx,
                            new Invitation(
                                    asked.id(),
                                    asked.email(),
                                    asked.role().name().toLowerCase(Locale.ROOT),
                                    retailer,
                                    tx.now(),
                                    tx.caller().actor().person(),
                                    tx.caller().actor().key().orElse(null)),
                            "invitation.sent");
                });
    }

    /**
     * Who was invited to work for the provider or a retailer and has not come, the newest first.
     *
     * @throws Refused if there is no such retailer
     */
    List<Given> list(Caller caller, @Nullable UUID retailer) {
        return transactions.read(
                caller.forProvider(),
                tx -> {
                    requireThere(tx, retailer);
                    return new InvitationRepository(tx)
                            .list(retailer).stream()
                                    .map(given -> new Given(given, isOver(tx, given)))
                                    .toList();
                });
    }

    private static void requireThere(Tx tx, @Nullable UUID retailer) {
        if (retailer != null) {
            Retailers.retailer(tx, retailer);
        }
    }

    /** Mails another link, and ends the one before. */
    Invitation resend(Caller caller, @Nullable UUID retailer, UUID id) {
        return transactions.once(
                caller.forProvider(),
                Invitation.class,
                tx -> {
                    Invitation before = found(tx, retailer, id);
                    return send(
                            tx,
                            new Invitation(
                                    id,
                                    before.email(),
                                    before.role(),
                                    retailer,
                                    tx.now(),
                                    tx.caller().actor().person(),
                                    tx.caller().actor().key().orElse(null)),
                            "invitation.sent_again");
                });
    }

    /** Takes an invitation back: its link opens nothing any more. */
    Invitation revoke(Caller caller, @Nullable UUID retailer, UUID id) {
        return transactions.write(
                caller.forProvider(),
                tx -> {
                    Invitation revoked = found(tx, retailer, id);
                    new InvitationRepository(tx).delete(id);
                    audit.record(
                            tx,
                            "invitation.revoked",
                            "invitation:" + id,
                            Map.of("email", revoked.email(), "role", revoked.role()));
                    return revoked;
                });
    }

    /** What a link invites to; empty if it is not good, or no longer. */
    Optional<Invitation> awaited(Caller visitor, @Nullable String token) {
        return transactions.read(visitor.forProvider(), tx -> find(tx, token));
    }

    /**
     * Makes a member of whoever has the link, which is used up by that.
     *
     * @throws Refused if it is not good any more, or a field is wrong
     */
    Member accept(
            Caller visitor,
            @Nullable String token,
            @Nullable String name,
            @Nullable String password) {
        Invitation invitation = awaited(visitor, token).orElseThrow(Invitations::over);
        Fields fields = new Fields();
        String chosen = PasswordRule.check(fields, "chosen", password, name, invitation.email());
        NewMember asked =
                new NewMember(
                        invitation.email(), name, invitation.role(), invitation.retailer());
        asked.checked(newcomers.ids().next(), fields);
        fields.done();
        String hash = newcomers.hasher().hash(chosen);
        return transactions.write(
                visitor.forProvider(),
                tx -> {
                    if (find(tx, token).isEmpty()
                            || !new InvitationRepository(tx).delete(invitation.id())) {
                        throw over();
                    }
                    return newcomers.staff().add(tx, asked, hash);
                });
    }

    private Invitation send(Tx tx, Invitation wanted, String action) {
        if (mail.postedWithinADay(tx, wanted.email(), MailKind.INVITATION) >= MOST_A_DAY) {
            throw Refused.tooMany(
                    A_DAY,
                    "This address was mailed often today. Please ask them to look for our newest"
                            + " mail, also among unwanted mail, or try again tomorrow.");
        }
        String token = tokens.next("");
        Invitation invitation =
                new InvitationRepository(tx)
                        .put(wanted, tokens.digest(token))
                        .orElseThrow(
                                () ->
                                        Refused.field(
                                                "email",
                                                "Somebody else has invited this address already."));
        audit.record(
                tx,
                action,
                "invitation:" + invitation.id(),
                Map.of("email", invitation.email(), "role", invitation.role()));
        mail.post(
                tx,
                new Message(
                                MailKind.INVITATION,
                                invitation.email(),
                                invitation.email(),
                                Map.of(
                                        "role", invitation.role(),
                                        "shop", invitation.retailer() != null),
                                Map.of("token", token))
                        .until(tx.now().plus(GOOD)));
        return invitation;
    }

    private Optional<Invitation> find(Tx tx, @Nullable String token) {
        return token == null
                ? Optional.empty()
                : new InvitationRepository(tx)
                        .find(tokens.digest(token), tx.now().minus(GOOD))
                        .filter(given -> holds(tx, given));
    }

    /**
     * Whether who gave it may sign in still, if anybody of the staff did or answers for it, and the
     * key is valid with which it was sent, if it was with one.
     */
    private boolean holds(Tx tx, Invitation given) {
        return (given.sentBy() == null
                        || newcomers
                                .staff()
                                .find(tx, given.sentBy())
                                .filter(giver -> !giver.disabled())
                                .isPresent())
                && (given.sentWith() == null || keys.isValid(tx, given.sentWith()));
    }

    private static Invitation found(Tx tx, @Nullable UUID retailer, UUID id) {
        return new InvitationRepository(tx)
                .list(retailer).stream()
                        .filter(given -> given.id().equals(id))
                        .findAny()
                        .orElseThrow(() -> Refused.notFound("invitation"));
    }

    private boolean isOver(Tx tx, Invitation given) {
        return !given.sentAt().isAfter(tx.now().minus(GOOD)) || !holds(tx, given);
    }

    private static Refused over() {
        return new Refused(
                ProblemType.GONE,
                "This invitation was used already or taken back, it is older than three days, there is"
                        + " a newer one, or whoever sent it has left. Please ask to be invited"
                        + " again.");
    }
}

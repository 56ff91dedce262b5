package io.counterfoil.signin;

import io.counterfoil.access.Audit;
import io.counterfoil.access.Member;
import io.counterfoil.mail.Mail;
import io.counterfoil.mail.MailKind;
import io.counterfoil.mail.Message;
import io.counterfoil.platform.Tx;
import java.util.Locale;
import java.util.Map;

/** Tells people that how they sign in has changed, and notes it in the audit log. */
public final class Notices {
    private final Mail mail;
    private final Audit audit;

    /** Told by {@code mail}, noted in {@code audit}. */
    public Notices(Mail mail, Audit audit) {
        this.mail = mail;
        this.audit = audit;
    }

    /** What may change. */
    enum Change {
        /** The second step is asked for from now on. */
        ON,
        /** Not any more, as the person itself wanted. */
        OFF,
        /** Not any more, as somebody else wanted. */
        RESET,
        /** There are new recovery codes. */
        NEW_RECOVERY_CODES,
        /** One was used. */
        RECOVERY_CODE_USED,
        /** A passkey lets in from now on. */
        PASSKEY_ADDED,
        /** One lets in no more. */
        PASSKEY_REMOVED,
        /** The person chose a new password. */
        PASSWORD_CHANGED,
        /** Somebody else gave the person a new password. */
        PASSWORD_GIVEN,
        /** Who is signed in at the provider's OpenID provider is let in from now on. */
        OPENID_LINKED
    }

    /** Tells a member of staff that they are known at the provider's OpenID provider. */
    public void linked(Tx tx, Member member) {
        changed(tx, person(member), Change.OPENID_LINKED);
    }

    /**
     * Tells a member of staff that their password was replaced, so that nobody acts in their name
     * unnoticed. Who replaced it has noted it.
     */
    public void passwordSet(Tx tx, Member member) {
        boolean own = member.id().equals(tx.caller().actor().person());
        tell(tx, person(member), own ? Change.PASSWORD_CHANGED : Change.PASSWORD_GIVEN);
    }

    /** Tells a person of a change and notes it. */
    void changed(Tx tx, Person person, Change change) {
        String action =
                switch (change) {
                    case PASSKEY_ADDED -> "passkey.added";
                    case PASSKEY_REMOVED -> "passkey.removed";
                    case OPENID_LINKED -> "openid.linked";
                    default -> "second_step." + word(change);
                };
        audit.record(tx, action, person.subject(), Map.of());
        tell(tx, person, change);
    }

    private void tell(Tx tx, Person person, Change change) {
        mail.post(
                tx,
                Message.of(
                        MailKind.SIGN_IN_CHANGED,
                        person.name(),
                        person.email(),
                        Map.of("login", person.login(), "area", person.area(), "change", word(change))));
    }

    private static Person person(Member member) {
        return new Person(
                "staff",
                member.id(),
                member.email(),
                member.name(),
                member.email(),
                member.retailer() == null ? "console" : "retail");
    }

    private static String word(Change change) {
        return change.name().toLowerCase(Locale.ROOT);
    }
}

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
        /** Who is signed in at the provider's OpenID provider is let in from now on. */
        OPENID_LINKED
    }

    /** Tells a member of staff that they are known at the provider's OpenID provider. */
    public void linked(Tx tx, Member member) {
        changed(
                tx,
                new Person("staff", member.id(), member.email(), member.name(), member.email(), "console"),
                Change.OPENID_LINKED);
    }

    /** Tells a person of a change and notes it. */
    void changed(Tx tx, Person person, Change change) {
        String word = change.name().toLowerCase(Locale.ROOT);
        String action =
                switch (change) {
                    case PASSKEY_ADDED -> "passkey.added";
                    case PASSKEY_REMOVED -> "passkey.removed";
                    case OPENID_LINKED -> "openid.linked";
                    default -> "second_step." + word;
                };
        audit.record(tx, action, person.subject(), Map.of());
        mail.post(
                tx,
                Message.of(
                        MailKind.SIGN_IN_CHANGED,
                        person.name(),
                        person.email(),
                        Map.of("login", person.login(), "area", person.area(), "change", word)));
    }
}

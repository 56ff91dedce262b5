package io.counterfoil.mail;

import io.counterfoil.access.Member;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.UUID;

/** Messages as they would be, on a page and in one's own mailbox. */
public final class Previews {
    private final Transactions transactions;
    private final MailHeads heads;
    private final StaffMembers staff;
    private final MailTemplates templates;
    private final Mail mail;

    /** Previews of {@code templates}, sent through {@code mail} to members of {@code staff}. */
    public Previews(
            Transactions transactions,
            MailHeads heads,
            StaffMembers staff,
            MailTemplates templates,
            Mail mail) {
        this.transactions = transactions;
        this.heads = heads;
        this.staff = staff;
        this.templates = templates;
        this.mail = mail;
    }

    /**
     * What a sample of a kind says in the language of the provider.
     *
     * @throws Refused if its template can't be rendered
     */
    MailText of(Caller caller, MailKind kind) {
        return transactions.read(caller, tx -> heads.of(tx).on(of(tx, kind)));
    }

    /**
     * Its HTML by itself.
     *
     * @throws Refused if its template can't be rendered
     */
    String html(Caller caller, MailKind kind) {
        return transactions.read(caller, tx -> heads.of(tx).alone(of(tx, kind).html()));
    }

    /** What is wrong with the provider's own texts, one sentence for each kind, the first few. */
    List<Text> faults(Caller caller) {
        return templates.faults(transactions.read(caller, heads.providers()::of));
    }

    private MailText of(Tx tx, MailKind kind) {
        return templates.preview(
                heads.providers().of(tx),
                kind,
                new SenderRepository(tx).find().orElse(Sender.USUAL).locale());
    }

    /**
     * Posts a sample of a kind to the member of staff who asks.
     *
     * @return its id in the outbox
     * @throws Refused if its template can't be rendered, or the caller is nobody in particular
     */
    UUID sendToMe(Caller caller, MailKind kind) {
        of(caller, kind);
        Member me =
                staff.list(caller, null).stream()
                        .filter(member -> member.id().equals(caller.actor().person()))
                        .findAny()
                        .orElseThrow(() -> Refused.notFound("member of staff"));
        return transactions.once(
                caller, UUID.class, tx -> mail.postSample(tx, Samples.of(kind, me.name(), me.email())));
    }
}

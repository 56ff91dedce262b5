package io.counterfoil;

import io.counterfoil.accounts.ContactLanguages;
import io.counterfoil.mail.Mail;
import io.counterfoil.mail.MailDelivery;
import io.counterfoil.mail.MailHeads;
import io.counterfoil.mail.MailLogos;
import io.counterfoil.mail.MailPages;
import io.counterfoil.mail.MailPreviewPages;
import io.counterfoil.mail.MailResource;
import io.counterfoil.mail.MailSettings;
import io.counterfoil.mail.MailTemplates;
import io.counterfoil.mail.Outbox;
import io.counterfoil.mail.PostOffice;
import io.counterfoil.mail.Previews;
import io.counterfoil.mail.SealedTexts;
import io.counterfoil.mail.SenderPages;
import io.counterfoil.mail.Senders;
import io.counterfoil.mail.Suppressions;
import io.counterfoil.mail.SuppressionsPages;
import io.counterfoil.platform.Transactions;
import io.counterfoil.web.Templates;
import java.nio.file.Path;
import java.util.List;

/** The outbox, and the way out of it. */
public final class MailWiring {
    private final Mail mail;
    private final PostOffice office;
    private final Senders senders;
    private final List<Object> resources;

    MailWiring(
            Ground ground,
            AccessWiring access,
            MailLogos logos,
            MailSettings settings,
            Path templateFolder,
            Templates pages) {
        Transactions transactions = ground.transactions();
        SealedTexts texts = new SealedTexts(ground.serverKey(), ground.random());
        MailTemplates templates =
                new MailTemplates(templateFolder, ground.messages(), pages, ground.clock());
        Suppressions suppressions = new Suppressions(transactions, access.audit(), ground.ids());
        MailHeads heads = new MailHeads(access.providers(), logos);
        office = PostOffice.of(settings, ground.clock());
        MailDelivery delivery =
                new MailDelivery(
                        transactions,
                        ground.jobs(),
                        office,
                        texts,
                        suppressions,
                        heads);
        mail =
                new Mail(
                        delivery,
                        templates,
                        texts,
                        access.providers(),
                        ground.ids(),
                        new ContactLanguages());
        Outbox outbox = new Outbox(transactions, delivery, texts, heads, access.audit());
        senders =
                new Senders(transactions, access.providers(), access.audit(), settings.from());
        Previews previews =
                new Previews(transactions, heads, access.staff(), templates, mail);
        resources =
                List.of(
                        new MailResource(outbox, suppressions, senders),
                        new MailPages(outbox, previews, office.open()),
                        new MailPreviewPages(previews),
                        new SuppressionsPages(suppressions),
                        new SenderPages(senders));
    }

    List<Object> resources() {
        return resources;
    }

    /** Where features post their messages. */
    public Mail mail() {
        return mail;
    }

    /** From whom messages are. */
    Senders senders() {
        return senders;
    }

    /** What holds connections to the mail server, to be closed at the end. */
    public PostOffice office() {
        return office;
    }
}

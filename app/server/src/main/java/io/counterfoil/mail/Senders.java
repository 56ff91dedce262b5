package io.counterfoil.mail;

import io.counterfoil.access.Audit;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import jakarta.mail.internet.AddressException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From whom a provider's messages are. */
public final class Senders {
    private static final int LONGEST_NAME = 200;

    private final Transactions transactions;
    private final Audit audit;

    /** Senders kept through {@code transactions}; who changes one is named in {@code audit}. */
    public Senders(Transactions transactions, Audit audit) {
        this.transactions = transactions;
        this.audit = audit;
    }

    /** The sender of the caller's provider. */
    Sender read(Caller caller) {
        return transactions.read(
                caller, tx -> new SenderRepository(tx).find().orElse(Sender.USUAL));
    }

    /**
     * Changes the sender of all messages that aren't sent yet; what is left out or empty is the
     * usual.
     *
     * @throws Refused if a field is wrong
     */
    Sender change(Caller caller, Sender wanted) {
        Fields fields = new Fields();
        String name = isBlank(wanted.name()) ? null : fields.text("name", wanted.name(), LONGEST_NAME);
        Sender sender =
                new Sender(
                        name,
                        address(fields, "address", wanted.address()),
                        address(fields, "reply_to", wanted.replyTo()));
        fields.done();
        return transactions.once(
                caller,
                Sender.class,
                tx -> {
                    new SenderRepository(tx).put(sender);
                    audit.record(tx, "mail.sender_changed", "mail-sender", facts(sender));
                    return sender;
                });
    }

    private static @Nullable String address(Fields fields, String field, @Nullable String typed) {
        if (isBlank(typed)) {
            return null;
        }
        String address = fields.email(field, typed);
        if (Fields.isEmail(address)) {
            try {
                MailAddresses.of(address, null);
            } catch (AddressException e) {
                fields.problem(field, "No mail can come from such an address. Please use another.");
            }
        }
        return address;
    }

    private static boolean isBlank(@Nullable String typed) {
        return typed == null || typed.isBlank();
    }

    private static Map<String, String> facts(Sender sender) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("name", sender.name() == null ? "" : sender.name());
        facts.put("address", sender.address() == null ? "" : sender.address());
        facts.put("reply_to", sender.replyTo() == null ? "" : sender.replyTo());
        return facts;
    }
}

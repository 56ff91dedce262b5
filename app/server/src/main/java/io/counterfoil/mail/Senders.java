package io.counterfoil.mail;

import io.counterfoil.access.Audit;
import io.counterfoil.access.FirstSender;
import io.counterfoil.access.Providers;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.web.Languages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From whom a provider's messages are. */
public final class Senders implements FirstSender {
    private static final int LONGEST_NAME = 200;
    private static final Pattern PORT = Pattern.compile(":[0-9]+$");
    private static final Caller LOOK_UP = new Caller(Scope.system(), Actor.job("mail-senders"));

    private final Transactions transactions;
    private final Providers providers;
    private final Audit audit;
    private final String usual;

    /**
     * Senders kept through {@code transactions}; who changes one is named in {@code audit}.
     *
     * @param usual the address that is used without one of the provider's own; empty: there is none
     */
    public Senders(Transactions transactions, Providers providers, Audit audit, String usual) {
        this.transactions = transactions;
        this.providers = providers;
        this.audit = audit;
        this.usual = usual;
    }

    /** The sender of the caller's provider. */
    Sender read(Caller caller) {
        return transactions.read(
                caller, tx -> new SenderRepository(tx).find().orElse(Sender.USUAL));
    }

    /**
     * Changes the sender of all messages that aren't sent yet; what is left out or empty is the
     * usual. Nobody writes in the name of another provider: the domain that one uses for its pages
     * or its messages is refused.
     *
     * @throws Refused if a field is wrong
     */
    Sender change(Caller caller, Sender wanted) {
        Fields fields = new Fields();
        Sender before = read(caller);
        String name = isBlank(wanted.name()) ? null : fields.text("name", wanted.name(), LONGEST_NAME);
        Sender sender =
                new Sender(
                        name,
                        check(
                                fields,
                                "address",
                                caller.provider(),
                                wanted.address(),
                                before.address()),
                        address(fields, "reply_to", wanted.replyTo(), before.replyTo()),
                        language(fields, wanted.language()));
        fields.done();
        return transactions.once(
                caller,
                Sender.class,
                tx -> {
                    keep(tx, sender);
                    return sender;
                });
    }

    @Override
    public String usual() {
        return usual;
    }

    @Override
    public @Nullable String check(
            Fields fields, String field, UUID provider, @Nullable String typed) {
        return check(fields, field, provider, typed, null);
    }

    private @Nullable String check(
            Fields fields,
            String field,
            UUID provider,
            @Nullable String typed,
            @Nullable String before) {
        String address = address(fields, field, typed, before);
        if (address != null && isOfAnother(provider, address)) {
            fields.problem(
                    field,
                    "This domain is another provider's on this installation. Please use one of"
                            + " your own.");
        }
        return address;
    }

    @Override
    public void keep(Tx tx, String address) {
        keep(tx, new Sender(null, address, null, null));
    }

    private void keep(Tx tx, Sender sender) {
        new SenderRepository(tx).put(sender);
        audit.record(tx, "mail.sender_changed", "mail-sender", facts(sender));
    }

    private static @Nullable String language(Fields fields, @Nullable String tag) {
        if (tag == null || tag.isBlank()) {
            return null;
        }
        if (Languages.named(tag).isEmpty()) {
            fields.problem("language", "There are messages in en and de.");
        }
        return tag;
    }

    private boolean isOfAnother(UUID own, String address) {
        String domain = domain(address);
        boolean hasPages =
                providers.all().stream()
                        .filter(other -> !other.id().equals(own))
                        .map(other -> PORT.matcher(other.webAddress()).replaceFirst(""))
                        .anyMatch(host -> within(host, domain) || within(domain, host));
        return hasPages
                || transactions
                        .read(LOOK_UP, tx -> new SenderRepository(tx).addressesOfOthers(own))
                        .stream()
                        .anyMatch(other -> domain(other).equals(domain));
    }

    private static String domain(String address) {
        String canonical = MailAddresses.canonical(address);
        return canonical.substring(canonical.lastIndexOf('@') + 1);
    }

    private static boolean within(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }

    private static @Nullable String address(
            Fields fields, String field, @Nullable String typed, @Nullable String before) {
        if (isBlank(typed)) {
            return null;
        }
        String address = fields.email(field, typed, before);
        if (Fields.isEmail(address) && !MailAddresses.works(address)) {
            fields.problem(field, "No mail can come from such an address. Please use another.");
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
        facts.put("language", sender.locale().getLanguage());
        return facts;
    }
}

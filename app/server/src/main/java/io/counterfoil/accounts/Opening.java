package io.counterfoil.accounts;

import io.counterfoil.catalog.TermWords;
import io.counterfoil.platform.Fields;
import java.time.Period;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account to be opened by hand, its fields checked as far as that goes without the database.
 *
 * @param place whose it is
 * @param mailTo where mail about it goes
 * @param username what its holder signs in with
 * @param password what its holder chose; null for a random temporary one
 * @param hardQuotaBytes null for the plan's or the parent's
 * @param userQuotaBytes null for none
 */
record Opening(
        Place place,
        MailTo mailTo,
        String username,
        @Nullable String password,
        @Nullable Long hardQuotaBytes,
        @Nullable Long userQuotaBytes) {

    /** Whose it is. */
    sealed interface Place {
        /** The parent account of a customer who has none yet. */
        record NewCustomer(String name, UUID plan, @Nullable Period term) implements Place {}

        /** Another parent account of a customer. */
        record AnotherParent(UUID customer, UUID plan, @Nullable Period term) implements Place {}

        /** An account under another one. */
        record SubAccount(UUID parent) implements Place {}
    }

    /** Where mail about it goes. */
    sealed interface MailTo {
        /** A contact that the customer has already. */
        record Shared(UUID contact) implements MailTo {}

        /**
         * A contact of its own.
         *
         * @param name null for the customer's
         */
        record Own(@Nullable String name, String email) implements MailTo {}

        /** The parent's contact, or the customer's first one. */
        record Usual() implements MailTo {}
    }

    /** Checks what somebody asked for; problems are noted in {@code fields}. */
    static Opening checked(Fields fields, OpeningRequest asked) {
        Place place = place(fields, asked);
        MailTo mailTo = mailTo(fields, asked, place instanceof Place.NewCustomer);
        String username = NewAccount.checkedUsername(fields, "username", asked.username());
        String password =
                NewAccount.checkedPassword(
                        fields,
                        "password",
                        asked.password(),
                        username,
                        asked.name(),
                        asked.contactName(),
                        asked.email());
        Quotas.check(fields, "hard_quota_bytes", asked.hardQuotaBytes());
        Quotas.check(fields, "user_quota_bytes", asked.userQuotaBytes());
        return new Opening(
                place,
                mailTo,
                username,
                password,
                asked.hardQuotaBytes(),
                asked.userQuotaBytes());
    }

    private static Place place(Fields fields, OpeningRequest asked) {
        if (asked.parent() != null) {
            without(fields, "customer", asked.customer(), "It belongs to its parent's customer.");
            without(fields, "name", asked.name(), "It belongs to its parent's customer.");
            without(fields, "plan", asked.plan(), "A sub-account takes its parent's plan.");
            without(fields, "term", asked.term(), "A sub-account takes its parent's time.");
            return new Place.SubAccount(fields.id("parent", asked.parent()));
        }
        UUID plan = fields.id("plan", asked.plan());
        Period term =
                asked.term() == null
                        ? null
                        : TermWords.read(fields, "term", asked.term()).orElse(null);
        if (asked.customer() != null) {
            without(fields, "name", asked.name(), "This customer has a name already.");
            return new Place.AnotherParent(fields.id("customer", asked.customer()), plan, term);
        }
        String name = fields.text("name", asked.name(), NewAccount.LONGEST_NAME);
        return new Place.NewCustomer(name, plan, term);
    }

    private static MailTo mailTo(Fields fields, OpeningRequest asked, boolean newCustomer) {
        if (asked.contact() != null) {
            String reason =
                    newCustomer
                            ? "A new customer has no contact yet: give an e-mail address instead."
                            : "Give either a contact to share or an e-mail address.";
            if (newCustomer || asked.email() != null || asked.contactName() != null) {
                fields.problem("contact", reason);
            }
            return new MailTo.Shared(fields.id("contact", asked.contact()));
        }
        if (asked.email() == null && asked.contactName() == null && !newCustomer) {
            return new MailTo.Usual();
        }
        String name =
                asked.contactName() == null
                        ? null
                        : fields.text(
                                "contact_name", asked.contactName(), NewAccount.LONGEST_NAME);
        return new MailTo.Own(name, fields.email("email", asked.email()));
    }

    private static void without(
            Fields fields, String field, @Nullable String value, String because) {
        if (value != null) {
            fields.problem(field, because + " Please leave this out.");
        }
    }

    @Override
    public String toString() {
        return "Opening[username=" + username + "]";
    }
}

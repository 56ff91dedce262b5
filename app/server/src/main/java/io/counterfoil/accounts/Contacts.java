package io.counterfoil.accounts;

import io.counterfoil.access.Audit;
import io.counterfoil.followups.FollowUps;
import io.counterfoil.mail.Mail;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes who customers are and whom mail goes to. Names and addresses stay out of logs. */
public final class Contacts {
    private final Transactions transactions;
    private final FollowUps followUps;
    private final Mail mail;
    private final Audit audit;
    private final Ids ids;

    /**
     * Contacts whose changes are noted in {@code audit}. Who is erased goes from {@code followUps}
     * and from {@code mail} too.
     */
    public Contacts(
            Transactions transactions, FollowUps followUps, Mail mail, Audit audit, Ids ids) {
        this.transactions = transactions;
        this.mail = mail;
        this.followUps = followUps;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * A contact as somebody wants it.
     *
     * @param name null = as it is
     * @param email null = as it is
     */
    public record ContactRequest(@Nullable String name, @Nullable String email) {
        @Override
        public String toString() {
            return "ContactRequest[…]";
        }
    }

    /** A customer's new name. */
    public record CustomerRequest(@Nullable String name) {
        @Override
        public String toString() {
            return "CustomerRequest[…]";
        }
    }

    /**
     * Adds a contact to a customer.
     *
     * @throws Refused if a field is wrong, or there is no such customer for this caller
     */
    public Contact add(Caller caller, UUID customer, ContactRequest asked) {
        Fields fields = new Fields();
        String name = fields.text("name", asked.name(), NewAccount.LONGEST_NAME);
        String email = fields.email("email", asked.email());
        fields.done();
        return transactions.once(
                caller,
                Contact.class,
                tx -> {
                    CustomerRepository repository = new CustomerRepository(tx);
                    if (repository.lockName(customer).isEmpty()) {
                        throw Refused.notFound("customer");
                    }
                    Contact contact = new Contact(ids.next(), customer, name, email, true);
                    repository.insertContact(contact);
                    audit.record(
                            tx,
                            "contact.added",
                            "contact:" + contact.id(),
                            Map.of("customer", customer.toString()));
                    return contact;
                });
    }

    /**
     * Changes a contact, in all accounts that share it.
     *
     * @throws Refused if a field is wrong, or there is no such contact for this caller
     */
    public Contact change(Caller caller, UUID id, ContactRequest asked) {
        Fields fields = new Fields();
        String name =
                asked.name() == null
                        ? null
                        : fields.text("name", asked.name(), NewAccount.LONGEST_NAME);
        String email =
                asked.email() == null
                        ? null
                        : fields.email(
                                "email",
                                asked.email(),
                                transactions
                                        .read(caller, tx -> find(tx, id))
                                        .map(Contact::email)
                                        .orElse(null));
        fields.done();
        return transactions.once(
                caller,
                Contact.class,
                tx -> change(tx, id, name, email));
    }

    /** The customer's contacts, the oldest first. */
    public List<Contact> of(Tx tx, UUID customer) {
        return new CustomerRepository(tx).contacts(customer);
    }

    /** A contact, as far as the caller may see it. */
    public Optional<Contact> find(Tx tx, UUID id) {
        return new CustomerRepository(tx).contact(id);
    }

    /**
     * The same in the transaction of whoever has reason to; both have been checked, and another
     * address is known to be right. Links that went to an address before open nothing any more.
     */
    public Contact change(Tx tx, UUID id, @Nullable String name, @Nullable String email) {
        CustomerRepository repository = new CustomerRepository(tx);
        Contact before =
                repository.lockContact(id).orElseThrow(() -> Refused.notFound("contact"));
        Contact changed = repository.changeContact(id, name, email).orElseThrow();
        if (!changed.email().equals(before.email())) {
            new AccountLinkRepository(tx).endOfContact(id);
        }
        audit.record(
                tx,
                "contact.changed",
                "contact:" + id,
                Map.of("customer", changed.customer().toString()));
        return changed;
    }

    /**
     * Erases a customer who has no account any more, with all contacts.
     *
     * @throws Refused while there are accounts, or if there is no such customer for this caller
     */
    public void erase(Caller caller, UUID customer) {
        transactions.write(
                caller,
                tx -> {
                    CustomerRepository repository = new CustomerRepository(tx);
                    if (repository.lockName(customer).isEmpty()) {
                        throw Refused.notFound("customer");
                    }
                    List<String> live = repository.usernames(customer);
                    if (!live.isEmpty()) {
                        throw new Refused(
                                ProblemType.CONFLICT,
                                Text.of(
                                        "This customer still has {accounts}. Delete these"
                                                + " accounts first, with what is stored in them;"
                                                + " what names the customer goes with the last"
                                                + " one.",
                                        "accounts",
                                        String.join(", ", live)));
                    }
                    List<Contact> contacts = repository.contacts(customer);
                    EndRepository ends = new EndRepository(tx);
                    // What is left of accounts that are deleted must name nobody who is gone.
                    ends.forgetCustomer(customer);
                    ends.removeCustomer(customer);
                    for (Contact contact : contacts) {
                        eraseUnlessKnown(tx, contact.email());
                    }
                    audit.record(tx, "customer.erased", "customer:" + customer, Map.of());
                    return customer;
                });
    }

    /**
     * Erases whoever left and had mail at an address: why they left is not asked any more, and the
     * messages to them name nobody. Again changes nothing. An address that nothing is sent to stays
     * on that list, which is there for its owner's sake.
     *
     * @throws Refused if it is no address, or somebody with an account has it
     */
    public void eraseAddress(Caller caller, @Nullable String email) {
        Fields fields = new Fields();
        String address = fields.knownEmail("email", email);
        fields.done();
        transactions.write(
                caller,
                tx -> {
                    if (!eraseUnlessKnown(tx, address)) {
                        throw new Refused(
                                ProblemType.CONFLICT,
                                "A customer has this address. Find them by it: their page says how"
                                        + " they are forgotten.");
                    }
                    audit.record(tx, "address.erased", "customers", Map.of());
                    return address;
                });
    }

    private boolean eraseUnlessKnown(Tx tx, String address) {
        if (new ConsentRepository(tx).isCustomer(address)) {
            return false;
        }
        followUps.forget(tx, address);
        mail.forgetAddress(tx, address);
        return true;
    }

    /**
     * Gives a customer another name.
     *
     * @throws Refused if it is none, or there is no such customer for this caller
     */
    public void rename(Caller caller, UUID customer, CustomerRequest asked) {
        Fields fields = new Fields();
        String name = fields.text("name", asked.name(), NewAccount.LONGEST_NAME);
        fields.done();
        transactions.write(
                caller,
                tx -> {
                    if (!new CustomerRepository(tx).rename(customer, name)) {
                        throw Refused.notFound("customer");
                    }
                    audit.record(tx, "customer.renamed", "customer:" + customer, Map.of());
                    return customer;
                });
    }
}

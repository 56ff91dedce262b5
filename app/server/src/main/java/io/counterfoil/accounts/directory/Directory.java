package io.counterfoil.accounts.directory;

import io.counterfoil.accounts.Contacts;
import io.counterfoil.accounts.directory.AccountListRepository.Entry;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Plan;
import io.counterfoil.inventory.ItemMoment;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Placement;
import io.counterfoil.provisioning.Provisioning;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds customers and lists their accounts. */
public final class Directory {
    /** Where the time of accounts may stand. */
    public static final List<String> STATES =
            List.of("trial", "active", "grace", "frozen", "deletion_scheduled", "purging");

    private final Transactions transactions;
    private final Items items;
    private final Catalog catalog;
    private final Provisioning provisioning;
    private final Contacts contacts;

    /** Customers with their {@code contacts}, found also by the serial numbers of {@code items}. */
    public Directory(
            Transactions transactions,
            Items items,
            Catalog catalog,
            Provisioning provisioning,
            Contacts contacts) {
        this.transactions = transactions;
        this.items = items;
        this.catalog = catalog;
        this.provisioning = provisioning;
        this.contacts = contacts;
    }

    /**
     * Customers from new to old.
     *
     * @param search a serial number, or the beginning of a name, an e-mail address or a username;
     *     null = all
     * @param state of one of their parent accounts; null = any
     * @throws Refused if a parameter is wrong
     */
    public Slice<CustomerRow> customers(
            Caller caller, @Nullable String search, @Nullable String state, Listing listing) {
        CustomerFilter filter = CustomerFilter.of(search, state);
        return transactions.read(
                caller,
                tx -> {
                    UUID account = null;
                    if (filter.serial() != null) {
                        Optional<UUID> found = ItemMoment.account(items.history(tx, filter.serial()));
                        if (found.isEmpty()) {
                            return new Slice<>(List.<CustomerRow>of(), null);
                        }
                        account = found.get();
                    }
                    List<CustomerRow> rows =
                            new CustomerListRepository(tx)
                                    .list(listing, filter.beginning(), account, filter.state());
                    return Slice.of(listing, rows, CustomerRow::id);
                });
    }

    /**
     * One customer.
     *
     * @throws Refused if there is no such customer for this caller
     */
    public CustomerView customer(Caller caller, UUID id) {
        return transactions.read(
                caller,
                tx -> {
                    CustomerRow found =
                            new CustomerListRepository(tx)
                                    .find(id)
                                    .orElseThrow(() -> Refused.notFound("customer"));
                    return new CustomerView(
                            id,
                            found.name(),
                            found.createdAt(),
                            contacts.of(tx, id));
                });
    }

    /**
     * Accounts from new to old.
     *
     * @param customer whose; null = everybody's
     * @param state where their time stands; null = anywhere
     * @throws Refused if a parameter is wrong
     */
    public Slice<AccountRow> accounts(
            Caller caller, @Nullable UUID customer, @Nullable String state, Listing listing) {
        Fields fields = new Fields();
        String only = CustomerFilter.state(fields, state);
        fields.done();
        return accounts(caller, listing, customer, null, only);
    }

    /** Accounts of whose space so much is used that their holders were told, from new to old. */
    public Slice<AccountRow> filling(Caller caller, Listing listing) {
        return transactions.read(caller, tx -> found(tx, provisioning.filling(tx, listing)));
    }

    /** Accounts whose holders were told that no backup came for a while, from new to old. */
    public Slice<AccountRow> silent(Caller caller, Listing listing) {
        return transactions.read(caller, tx -> found(tx, provisioning.silent(tx, listing)));
    }

    private Slice<AccountRow> found(Tx tx, Slice<UUID> ids) {
        List<Entry> accounts = new AccountListRepository(tx).find(ids.items());
        return new Slice<>(rows(tx, new Slice<>(accounts, null)).items(), ids.next());
    }

    /** The sub-accounts of an account, from new to old, as far as the caller may see them. */
    public Slice<AccountRow> under(Caller caller, UUID parent, Listing listing) {
        return accounts(caller, listing, null, parent, null);
    }

    private Slice<AccountRow> accounts(
            Caller caller,
            Listing listing,
            @Nullable UUID customer,
            @Nullable UUID parent,
            @Nullable String state) {
        return transactions.read(
                caller,
                tx ->
                        rows(
                                tx,
                                Slice.of(
                                        listing,
                                        new AccountListRepository(tx)
                                                .list(listing, customer, parent, state),
                                        Entry::id)));
    }

    private Slice<AccountRow> rows(Tx tx, Slice<Entry> accounts) {
        Map<UUID, Placement> placements =
                provisioning.placements(tx, accounts.items().stream().map(Entry::id).toList());
        Map<UUID, Plan> plans = new HashMap<>();
        return accounts.map(
                account -> {
                    Plan plan =
                            plans.computeIfAbsent(
                                    account.plan(), id -> catalog.plan(tx, id).orElseThrow());
                    return row(account, plan, placements.get(account.id()));
                });
    }

    private static AccountRow row(Entry account, Plan plan, @Nullable Placement placement) {
        return new AccountRow(
                account.id(),
                account.parent(),
                account.customer(),
                account.name(),
                account.username(),
                plan.id(),
                plan.name(),
                account.state(),
                account.endsAt(),
                placement == null ? null : placement.desired().effectiveQuotaBytes(),
                placement == null ? 0 : placement.usedBytes(),
                placement == null ? 0 : placement.spaceLevel(),
                placement == null ? null : placement.lastSnapshotAt());
    }
}

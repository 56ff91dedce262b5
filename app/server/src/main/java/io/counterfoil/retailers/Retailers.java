package io.counterfoil.retailers;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.counterfoil.access.ApiKeys;
import io.counterfoil.access.Audit;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The provider's retailers, their outlets and the terminals in them. */
public final class Retailers {
    static final int LONGEST_NAME = 100;
    private static final Listing ONE = new Listing(1, null);

    private final Transactions transactions;
    private final ApiKeys keys;
    private final Audit audit;
    private final Ids ids;

    /** Retailers kept through {@code transactions}; terminals get their keys from {@code keys}. */
    public Retailers(Transactions transactions, ApiKeys keys, Audit audit, Ids ids) {
        this.transactions = transactions;
        this.keys = keys;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * Adds a retailer, active from now on.
     *
     * @throws Refused if the name is missing or taken
     */
    public Retailer addRetailer(Caller caller, @Nullable String name) {
        String checked = checked(name);
        return transactions.once(
                caller,
                Retailer.class,
                tx -> {
                    Retailer retailer = new Retailer(ids.next(), checked, true);
                    refuseIfTaken(new RetailerRepository(tx).insert(retailer), "retailer");
                    audit.record(
                            tx,
                            "retailer.added",
                            "retailer:" + retailer.id(),
                            Map.of("name", checked));
                    return retailer;
                });
    }

    /**
     * Adds a shop to a retailer.
     *
     * @throws Refused if there is no such retailer, or the name is missing or taken
     */
    public Outlet addOutlet(Caller caller, UUID retailer, @Nullable String name) {
        String checked = checked(name);
        return transactions.once(
                caller,
                Outlet.class,
                tx -> {
                    Retailer owner = retailer(tx, retailer);
                    Outlet outlet = new Outlet(ids.next(), owner.id(), checked, owner.active());
                    refuseIfTaken(new RetailerRepository(tx).insert(outlet), "outlet");
                    audit.record(
                            tx, "outlet.added", "outlet:" + outlet.id(), Map.of("name", checked));
                    return outlet;
                });
    }

    /**
     * Adds a till to an outlet and makes its key, which can be seen this one time.
     *
     * @throws Refused if there is no such outlet, or the name is missing or taken
     */
    public NewTerminal addTerminal(Caller caller, UUID outlet, @Nullable String name) {
        String checked = checked(name);
        return transactions.once(
                caller,
                NewTerminal.class,
                tx -> {
                    Outlet shop = outlet(tx, outlet);
                    Terminal terminal =
                            new Terminal(
                                    ids.next(),
                                    shop.retailer(),
                                    shop.id(),
                                    shop.name(),
                                    checked,
                                    shop.active(),
                                    TerminalLimits.NONE);
                    refuseIfTaken(new RetailerRepository(tx).insert(terminal), "terminal");
                    audit.record(
                            tx,
                            "terminal.added",
                            "terminal:" + terminal.id(),
                            Map.of("name", checked));
                    return new NewTerminal(
                            terminal,
                            keys.forTerminal(
                                    tx,
                                    shop.name() + ", " + checked,
                                    shop.retailer(),
                                    shop.id(),
                                    terminal.id()));
                });
    }

    /** A retailer that the caller may see. */
    public Retailer retailer(Caller caller, UUID id) {
        return transactions.read(caller, tx -> retailer(tx, id));
    }

    /** An outlet that the caller may see. */
    public Outlet outlet(Caller caller, UUID id) {
        return transactions.read(caller, tx -> outlet(tx, id));
    }

    /** How many retailers the provider has, also those that are closed. */
    public int count(Tx tx) {
        return new RetailerRepository(tx).count();
    }

    /** What retailers are called, by their ids. */
    public Map<UUID, String> retailerNames(Tx tx, Collection<UUID> ids) {
        return new RetailerRepository(tx).retailerNames(ids);
    }

    /** The same for whoever asks. */
    public Map<UUID, String> retailerNames(Caller caller, Collection<UUID> ids) {
        return transactions.read(caller, tx -> retailerNames(tx, ids));
    }

    /** What outlets are called, with their retailers, by their ids. */
    public Map<UUID, String> outletNames(Caller caller, Collection<UUID> ids) {
        return transactions.read(caller, tx -> outletNames(tx, ids));
    }

    /** The same in a transaction. */
    public Map<UUID, String> outletNames(Tx tx, Collection<UUID> ids) {
        PlaceNames names = PlaceNames.of(tx, ids);
        return ids.stream().distinct()
                .flatMap(id -> names.whole(id).map(name -> Map.entry(id, name)).stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The retailers that the caller may see, newest first. */
    public Slice<Retailer> retailers(Caller caller, Listing listing) {
        return retailers(caller, null, listing);
    }

    /**
     * The same that have a text in their name, in small letters or capitals.
     *
     * @param search null or blank: all
     * @throws Refused if no name could have it
     */
    public Slice<Retailer> retailers(Caller caller, @Nullable String search, Listing listing) {
        Optional<String> wanted = Fields.searchIfGiven("search", search);
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new RetailerRepository(tx).retailers(wanted, listing),
                                Retailer::id));
    }

    /**
     * The outlets of a retailer that have a text in their name, newest first.
     *
     * @param search null or blank: all
     * @throws Refused if no name could have it, or there is no such retailer
     */
    public Slice<Outlet> outlets(
            Caller caller, UUID retailer, @Nullable String search, Listing listing) {
        Optional<String> wanted = Fields.searchIfGiven("search", search);
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new RetailerRepository(tx)
                                        .outlets(
                                                Optional.of(retailer(tx, retailer).id()),
                                                wanted,
                                                listing),
                                Outlet::id));
    }

    /** The terminals of an outlet, newest first. */
    public Slice<Terminal> terminals(Caller caller, UUID outlet, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new RetailerRepository(tx)
                                        .terminals(
                                                TerminalFilter.ofOutlet(outlet(tx, outlet).id()),
                                                listing),
                                Terminal::id));
    }

    /** All outlets that the caller may see, newest first. */
    public Slice<Outlet> outlets(Caller caller, Listing listing) {
        return transactions.read(caller, tx -> outlets(tx, listing));
    }

    /** All outlets that the caller of the transaction may see, newest first. */
    public Slice<Outlet> outlets(Tx tx, Listing listing) {
        return outlets(tx, Optional.empty(), listing);
    }

    /** The same of one retailer only, if one is given. */
    public Slice<Outlet> outlets(Tx tx, Optional<UUID> retailer, Listing listing) {
        return Slice.of(
                listing, new RetailerRepository(tx).outlets(retailer, Optional.empty(), listing),
                Outlet::id);
    }

    /**
     * The country where a retailer is, whose taxes count: ISO 3166-1, two letters; empty: nobody
     * said. Works in the retailer's scope too.
     */
    public Optional<String> country(Tx tx, UUID retailer) {
        return new DetailsRepository(tx)
                .retailer(retailer)
                .flatMap(details -> Optional.ofNullable(details.country()));
    }

    /** The outlet with this id, as far as the caller may see it. */
    public Optional<Outlet> findOutlet(Tx tx, UUID id) {
        return new RetailerRepository(tx).outlet(id);
    }

    /** All terminals that the caller may see, newest first. */
    public Slice<Terminal> terminals(Caller caller, Listing listing) {
        return terminals(caller, TerminalFilter.NONE, listing);
    }

    /** The terminals of a retailer, newest first. */
    public Slice<Terminal> terminalsOfRetailer(Caller caller, UUID retailer, Listing listing) {
        return terminals(caller, TerminalFilter.ofRetailer(retailer), listing);
    }

    /** All terminals of some outlets, such as those on a page. */
    public List<Terminal> terminalsOf(Caller caller, Collection<UUID> outlets) {
        return Slice.all(part -> terminals(caller, TerminalFilter.ofOutlets(outlets), part));
    }

    /** These terminals, as far as the caller may see them. */
    public List<Terminal> terminals(Caller caller, Collection<UUID> ids) {
        return Slice.all(part -> terminals(caller, TerminalFilter.of(ids), part));
    }

    private Slice<Terminal> terminals(Caller caller, TerminalFilter filter, Listing listing) {
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new RetailerRepository(tx).terminals(filter, listing),
                                Terminal::id));
    }

    /** The terminal, if the caller may see exactly one. */
    public Optional<UUID> onlyTerminal(Tx tx) {
        Slice<Terminal> first =
                Slice.of(
                        ONE,
                        new RetailerRepository(tx).terminals(TerminalFilter.NONE, ONE),
                        Terminal::id);
        return first.next() == null
                ? first.items().stream().map(Terminal::id).findFirst()
                : Optional.empty();
    }

    /**
     * The terminal with this id, as far as the caller may see it; its requests wait for each other
     * until the end of the transaction.
     */
    public Optional<Terminal> lockTerminal(Tx tx, UUID id) {
        return new RetailerRepository(tx).lockTerminal(id);
    }

    /**
     * A retailer that the caller of a transaction may see.
     *
     * @throws Refused if there is none
     */
    @CanIgnoreReturnValue
    public static Retailer retailer(Tx tx, UUID id) {
        return new RetailerRepository(tx)
                .retailer(id)
                .orElseThrow(() -> Refused.notFound("retailer"));
    }

    private static Outlet outlet(Tx tx, UUID id) {
        return new RetailerRepository(tx).outlet(id).orElseThrow(() -> Refused.notFound("outlet"));
    }

    private static String checked(@Nullable String name) {
        Fields fields = new Fields();
        String checked = fields.text("name", name, LONGEST_NAME);
        fields.done();
        return checked;
    }

    private static void refuseIfTaken(boolean inserted, String what) {
        if (!inserted) {
            throw Refused.field(
                    "name", Text.of(
                            "There is already a {thing} of this name. Choose another one.",
                            "thing",
                            Text.of(what)));
        }
    }
}

package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Tx;
import io.counterfoil.settlement.rules.Posting;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Transfers between accounts; they are only ever added. */
final class TransferRepository {
    private final Tx tx;

    TransferRepository(Tx tx) {
        this.tx = tx;
    }

    /**
     * An item that transfers are for.
     *
     * @param reverses the event whose transfers for it they take back; null: none
     */
    record Entry(long serial, @Nullable Long reverses) {

        /** Items whose transfers take nothing back. */
        static List<Entry> of(List<Long> serials) {
            return serials.stream().map(serial -> new Entry(serial, null)).toList();
        }
    }

    /** Makes the same transfers for each of these items. */
    void insert(String kind, List<Entry> entries, List<Posting> postings, Reason reason) {
        if (entries.isEmpty() || postings.isEmpty()) {
            return;
        }
        new CountedTransferRepository(tx).hold(List.of(reason.retailer()));
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO ledger_transfer (provider_id, at, kind, debit, credit, amount_minor, currency,
                                                     retailer_id, product_id, serial, event, reverses)
                        SELECT :provider, :now, :kind, posting.debit, posting.credit, posting.minor, :currency,
                               :retailer, :product, entry.serial, :event, entry.reverses
                        FROM unnest(:serials, :reverses) WITH ORDINALITY AS entry (serial, reverses, place)
                        CROSS JOIN unnest(:debits, :credits, :minors) WITH ORDINALITY AS posting (debit, credit, minor, place)
                        ORDER BY entry.place, posting.place
                        """)
                .bind("provider", tx.provider())
                .bind("now", tx.now())
                .bind("kind", kind)
                .bind("currency", reason.currency().getCurrencyCode())
                .bind("retailer", reason.retailer())
                .bind("product", reason.product())
                .bind("event", reason.event())
                .bind("serials", entries.stream().map(Entry::serial).toArray(Long[]::new))
                .bind("reverses", entries.stream().map(Entry::reverses).toArray(Long[]::new))
                .bind(
                        "debits",
                        postings.stream()
                                .map(posting -> posting.debit().label())
                                .toArray(String[]::new))
                .bind(
                        "credits",
                        postings.stream()
                                .map(posting -> posting.credit().label())
                                .toArray(String[]::new))
                .bind("minors", postings.stream().map(Posting::minor).toArray(Long[]::new))
                .execute();
    }

    /** What of an item's price will never be redeemed; only the provider may ask. */
    long lapsed(long serial) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT coalesce(sum(CASE credit WHEN 'breakage' THEN amount_minor ELSE -amount_minor END), 0)::bigint
                        FROM ledger_transfer
                        WHERE provider_id = :provider AND serial = :serial AND 'breakage' IN (debit, credit)
                        """)
                .bind("provider", tx.provider())
                .bind("serial", serial)
                .mapTo(Long.class)
                .one();
    }

    /** Makes a transfer that is for no single item. */
    void insertCash(String kind, Posting posting, UUID retailer, Currency currency) {
        new CountedTransferRepository(tx).hold(List.of(retailer));
        tx.handle()
                .createUpdate(
                        """
                        INSERT INTO ledger_transfer (provider_id, at, kind, debit, credit, amount_minor, currency, retailer_id)
                        VALUES (:provider, :now, :kind, :debit, :credit, :minor, :currency, :retailer)
                        """)
                .bind("provider", tx.provider())
                .bind("now", tx.now())
                .bind("kind", kind)
                .bind("debit", posting.debit().label())
                .bind("credit", posting.credit().label())
                .bind("minor", posting.minor())
                .bind("currency", currency.getCurrencyCode())
                .bind("retailer", retailer)
                .execute();
    }
}

package io.counterfoil.settlement.ledger;

import io.counterfoil.platform.Money;
import io.counterfoil.settlement.rules.LedgerAccount;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the ledger: an amount that left one account and came to another, for good.
 *
 * @param id its id, for lists
 * @param kind what it is for: the label of an accrual's kind or of a {@link TransferKind}
 * @param from the account that gave it (credit)
 * @param to the account that got it (debit)
 * @param amount how much, above zero
 * @param retailer whose sale, shipment or payment it goes back to
 * @param product what the item sells; null: it is a payment, which is for no single item
 * @param serial the item; null: it is a payment
 * @param event the event that it is for; null: it is a payment
 * @param reverses the event whose transfers for this item it takes back; null: none
 */
public record Transfer(
        UUID id,
        Instant at,
        String kind,
        LedgerAccount from,
        LedgerAccount to,
        Money amount,
        UUID retailer,
        @Nullable UUID product,
        @Nullable String serial,
        @Nullable Long event,
        @Nullable Long reverses) {}

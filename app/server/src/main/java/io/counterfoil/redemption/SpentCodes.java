package io.counterfoil.redemption;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which codes were spent, and on which account. */
public final class SpentCodes {
    private final Transactions transactions;

    /** Codes known through {@code transactions}. */
    public SpentCodes(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * A code that was spent, by the number on its card.
     *
     * @param serial the serial number
     * @param redeemedAt when
     */
    public record SpentCode(String serial, Instant redeemedAt) {}

    /** The codes that an account was opened and extended with, in order. */
    public List<SpentCode> of(Caller caller, UUID account) {
        return transactions.read(caller, tx -> new RedemptionRepository(tx).of(account));
    }

    /** How many codes extended an account that an earlier one opened or extended. */
    public int renewals(Tx tx) {
        return new RedemptionRepository(tx).countFurther();
    }

    /** The serial number of the item that a redemption spent; empty for no redemption. */
    public Optional<SerialNumber> serial(Tx tx, UUID redemption) {
        return new RedemptionRepository(tx).serial(redemption);
    }
}

package io.counterfoil.redemption;

import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Plan;
import io.counterfoil.catalog.Product;
import io.counterfoil.codes.CodeDigest;
import io.counterfoil.codes.CodeDigester;
import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Tx;
import java.util.Optional;

/**
 * Tells good codes from bad ones, with the same work for every bad one: the time must not tell
 * which codes exist.
 */
public final class Codes {
    private static final CodeDigest NO_CODE = new CodeDigest(new byte[CodeDigest.BYTES]);

    private final CodeDigester digester;
    private final Items items;
    private final Catalog catalog;
    private final RunBlocks blocks;

    /** Codes found in {@code items} by their digests. */
    public Codes(CodeDigester digester, Items items, Catalog catalog, RunBlocks blocks) {
        this.digester = digester;
        this.items = items;
        this.catalog = catalog;
        this.blocks = blocks;
    }

    /** Whether the code can be spent at this moment. */
    CodeCheck check(Tx tx, String typed) {
        Optional<CodeDigest> digest =
                switch (RedemptionCode.parse(typed)) {
                    case RedemptionCode.Parsed.Valid valid ->
                            Optional.of(digester.digest(valid.code()));
                    case RedemptionCode.Parsed.Mistyped mistyped -> Optional.empty();
                };
        // A code that can't exist is looked up all the same.
        Optional<Item> item = items.findByCode(tx, digest.orElse(NO_CODE));
        if (item.isEmpty()) {
            return new CodeCheck.Bad(
                    digest.isEmpty() ? CodeCheck.Reason.MISTYPED : CodeCheck.Reason.UNKNOWN, null);
        }
        return reason(tx, item.get())
                .<CodeCheck>map(reason -> new CodeCheck.Bad(reason, item.get().serial()))
                .orElseGet(() -> new CodeCheck.Good(voucher(tx, item.get())));
    }

    private Optional<CodeCheck.Reason> reason(Tx tx, Item item) {
        return switch (item.state()) {
            case ACTIVATED -> {
                if (item.hold() != null) {
                    yield Optional.of(CodeCheck.Reason.HELD);
                }
                yield blocks.blocked(tx, item.run())
                        ? Optional.of(CodeCheck.Reason.BLOCKED)
                        : Optional.empty();
            }
            case REDEEMED -> Optional.of(CodeCheck.Reason.REDEEMED);
            case MINTED, PRINTED, SHIPPED, RECEIVED -> Optional.of(CodeCheck.Reason.NOT_ACTIVATED);
            case SPOILED, MISSING, RETURNED, VOIDED, LOST, STOLEN, EXPIRED ->
                    Optional.of(CodeCheck.Reason.WORTHLESS);
        };
    }

    private Voucher voucher(Tx tx, Item item) {
        Product product = catalog.product(tx, item.product()).orElseThrow();
        Plan plan = catalog.plan(tx, product.plan()).orElseThrow();
        return new Voucher(item.serial(), product, plan);
    }
}

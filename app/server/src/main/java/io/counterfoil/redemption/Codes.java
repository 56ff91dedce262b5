package io.counterfoil.redemption;

import io.counterfoil.access.Providers;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Plan;
import io.counterfoil.catalog.Product;
import io.counterfoil.codes.CodeDigest;
import io.counterfoil.codes.CodeDigester;
import io.counterfoil.codes.DamagedCode;
import io.counterfoil.codes.RedemptionCode;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.Tx;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells good codes from bad ones, with the same work for every bad one: the time must not tell
 * which codes exist.
 */
public final class Codes {
    private static final UUID NO_RUN = new UUID(0, 0);
    private static final UUID NO_PRODUCT = new UUID(0, 0);

    private final CodeDigester digester;
    private final Items items;
    private final Catalog catalog;
    private final RunBlocks blocks;
    private final Providers providers;

    /** Codes found in {@code items} by their digests; {@code providers} say what day it is. */
    public Codes(
            CodeDigester digester,
            Items items,
            Catalog catalog,
            RunBlocks blocks,
            Providers providers) {
        this.digester = digester;
        this.items = items;
        this.catalog = catalog;
        this.blocks = blocks;
        this.providers = providers;
    }

    /** Whether the code can be spent at this moment. */
    CodeCheck check(Tx tx, String typed) {
        return switch (RedemptionCode.parse(typed)) {
            case RedemptionCode.Parsed.Valid valid -> check(tx, digester.digest(valid.code()));
            // Everybody can compute a check symbol: that a code lacks it tells nothing.
            case RedemptionCode.Parsed.Mistyped mistyped ->
                    new CodeCheck.Bad(CodeCheck.Reason.MISTYPED, null);
        };
    }

    /** What stands for a code where it must not be written; the same for all mistyped ones. */
    String fingerprint(String typed) {
        return switch (RedemptionCode.parse(typed)) {
            case RedemptionCode.Parsed.Valid valid ->
                    HexFormat.of().formatHex(digester.digest(valid.code()).bytes());
            case RedemptionCode.Parsed.Mistyped mistyped -> "";
        };
    }

    /** The digest of an item's code; empty if the caller's provider has no such item. */
    Optional<CodeDigest> of(Tx tx, SerialNumber serial) {
        return items.codeOf(tx, serial);
    }

    /** Whether a code with this digest may look so where it is damaged; slow. */
    boolean fits(DamagedCode code, CodeDigest digest) {
        return digester.matches(code, digest);
    }

    /** Whether the code with this digest can be spent at this moment. */
    CodeCheck check(Tx tx, CodeDigest digest) {
        Optional<Item> item = items.findByCode(tx, digest);
        // Asked for nobody's code and for one in any state, though it matters for one only.
        boolean blocked = blocks.blocked(tx, item.map(Item::run).orElse(NO_RUN));
        Optional<Product> product =
                catalog.product(tx, item.map(Item::product).orElse(NO_PRODUCT));
        Optional<LocalDate> lastDay =
                catalog.lastDayOfRun(tx, item.map(found -> found.serial().run()).orElse(0));
        LocalDate today = LocalDate.ofInstant(tx.now(), providers.of(tx).zone());
        if (item.isEmpty()) {
            return new CodeCheck.Bad(CodeCheck.Reason.UNKNOWN, null);
        }
        boolean expired = product.orElseThrow().lasting(lastDay).isExpiredOn(today);
        return reason(item.get(), blocked, expired)
                .<CodeCheck>map(reason -> new CodeCheck.Bad(reason, item.get().serial()))
                .orElseGet(() -> new CodeCheck.Good(voucher(tx, item.get(), product.get())));
    }

    private static Optional<CodeCheck.Reason> reason(
            Item item, boolean blocked, boolean expired) {
        return switch (item.state()) {
            case ACTIVATED -> {
                if (item.hold() != null) {
                    yield Optional.of(CodeCheck.Reason.HELD);
                }
                if (expired) {
                    yield Optional.of(CodeCheck.Reason.WORTHLESS);
                }
                yield blocked ? Optional.of(CodeCheck.Reason.BLOCKED) : Optional.empty();
            }
            case REDEEMED -> Optional.of(CodeCheck.Reason.REDEEMED);
            case MINTED, PRINTED, SHIPPED -> Optional.of(CodeCheck.Reason.NOT_ACTIVATED);
            case RECEIVED -> unlessTakenBack(item, CodeCheck.Reason.NOT_ACTIVATED);
            case RETURNED, LOST -> unlessTakenBack(item, CodeCheck.Reason.WORTHLESS);
            case SPOILED, MISSING, VOIDED, STOLEN, EXPIRED ->
                    Optional.of(CodeCheck.Reason.WORTHLESS);
        };
    }

    private static Optional<CodeCheck.Reason> unlessTakenBack(Item item, CodeCheck.Reason reason) {
        return Optional.of(item.takenBack() ? CodeCheck.Reason.TAKEN_BACK : reason);
    }

    private Voucher voucher(Tx tx, Item item, Product product) {
        Plan plan = catalog.plan(tx, product.plan()).orElseThrow();
        return new Voucher(item.serial(), product, plan);
    }
}

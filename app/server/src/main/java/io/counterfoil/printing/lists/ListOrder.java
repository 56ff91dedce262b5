package io.counterfoil.printing.lists;

import io.counterfoil.codes.Gtin;
import io.counterfoil.printing.layout.Brand;
import io.counterfoil.printing.layout.BureauOrder;
import io.counterfoil.printing.layout.BureauProfile;
import io.counterfoil.printing.layout.Goods;
import io.counterfoil.printing.layout.Issuer;
import io.counterfoil.printing.layout.Placing;
import io.counterfoil.printing.layout.PrintJob;
import io.counterfoil.printing.layout.Printer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A list and how to print it.
 *
 * @param data the CSV file
 * @param numbers what its serials and codes look like
 * @param layout name of a layout
 * @param sheet name of a sheet
 * @param printer what it is printed on
 * @param placing how items come to lie on sheets
 * @param texts what is the same on all items: {@code provider}, {@code product}, {@code price},
 *     {@code term}, {@code web_address}, and {@code redeem_url} where the QR code should lead
 *     elsewhere
 * @param gtin the price's number, where the list has no column of them
 * @param brand how the provider looks
 * @param bureau how the bureau that prints it wants its files; empty for a printer of one's own
 */
public record ListOrder(
        Path data,
        Numbers numbers,
        String layout,
        String sheet,
        Printer printer,
        Placing placing,
        Map<String, String> texts,
        Optional<Gtin> gtin,
        Brand brand,
        Optional<BureauProfile> bureau) {

    /**
     * What the engine is told.
     *
     * @param changed when the list was last changed: the date that a bureau's file bears
     */
    PrintJob job(UUID id, Instant changed) {
        String webAddress = text("web_address");
        return new PrintJob(
                id,
                layout,
                sheet,
                new Goods(text("product"), text("price"), text("term"), gtin),
                new Issuer(
                        text("provider"),
                        webAddress,
                        texts.getOrDefault("redeem_url", "https://" + webAddress + "/redeem"),
                        brand),
                printer,
                placing,
                bureau.map(profile -> new BureauOrder(profile, changed)));
    }

    private String text(String name) {
        return texts.getOrDefault(name, "");
    }
}

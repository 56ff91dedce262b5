package io.counterfoil.printing.layout;

/**
 * The provider as it is named on items.
 *
 * @param name its name
 * @param webAddress where a customer goes, as people type it: "backup.example.com"
 * @param redeemUrl address of the page that redeems codes, for the QR code
 * @param brand its logo and colours
 */
public record Issuer(String name, String webAddress, String redeemUrl, Brand brand) {
    /** One without a logo, in the shipped colours. */
    public Issuer(String name, String webAddress, String redeemUrl) {
        this(name, webAddress, redeemUrl, Brand.SHIPPED);
    }
}

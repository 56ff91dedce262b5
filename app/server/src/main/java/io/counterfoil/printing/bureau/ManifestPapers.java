package io.counterfoil.printing.bureau;

import io.counterfoil.access.Provider;
import io.counterfoil.platform.Text;
import io.counterfoil.printing.brand.Letterhead;
import io.counterfoil.printing.report.Report;
import io.counterfoil.printing.report.Report.Align;
import io.counterfoil.printing.report.Report.Column;
import io.counterfoil.printing.report.Report.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Manifests for people. */
public final class ManifestPapers {
    private static final String CLAIMS_NOTHING = "none";

    /** The paper names so many ranges; the form for programs has them all. */
    private static final int MOST_RANGES = 50;

    private final Letterhead letterhead;

    /** Papers in the words of {@code letterhead}. */
    public ManifestPapers(Letterhead letterhead) {
        this.letterhead = letterhead;
    }

    /**
     * A manifest as a paper.
     *
     * @param provider whose run it is
     * @param language of its text
     */
    public Report of(Manifest manifest, Provider provider, Locale language) {
        Writing writing = new Writing(manifest, language);
        return new Report(
                        manifest.printRun(),
                        provider.name(),
                        writing.title(),
                        writing.facts(provider),
                        writing.table(),
                        writing.note())
                .numbered(letterhead.pageNumbers(language));
    }

    /** The making of one paper. */
    private final class Writing {
        private final Manifest manifest;
        private final Locale language;
        private final boolean isReprint;

        private Writing(Manifest manifest, Locale language) {
            this.manifest = manifest;
            this.language = language;
            this.isReprint = manifest.revision() > 1;
        }

        private String say(Text text) {
            return letterhead.say(text, language);
        }

        private String say(String english) {
            return say(Text.of(english));
        }

        private String count(int number) {
            return say(Text.of("{number}", "number", number));
        }

        private String title() {
            String number = String.valueOf(manifest.number());
            return say(
                    isReprint
                            ? Text.of(
                                    "Manifest of print run {number}, revision {revision}",
                                    "number",
                                    number,
                                    "revision",
                                    manifest.revision())
                            : Text.of("Manifest of print run {number}", "number", number));
        }

        private List<Fact> facts(Provider provider) {
            List<Fact> facts = new ArrayList<>();
            facts.add(fact("Print run", manifest.number() + " (" + manifest.printRun() + ")"));
            if (isReprint) {
                facts.add(
                        fact(
                                "Revision",
                                say(
                                        Text.of(
                                                "{revision}: items that are printed again",
                                                "revision",
                                                manifest.revision()))));
            }
            if (manifest.reason() != null) {
                facts.add(fact("Why", manifest.reason()));
            }
            facts.add(fact("Ordered", say(Text.zoned(manifest.orderedAt(), provider.zone()))));
            Manifest.Goods product = manifest.product();
            facts.add(fact("Product", product.name()));
            facts.add(fact("SKU", product.sku()));
            if (product.gtin() != null) {
                facts.add(fact("GTIN", product.gtin()));
            }
            facts.add(fact("Items", count(manifest.quantity())));
            facts.add(
                    fact(
                            "Serial numbers",
                            isReprint
                                    ? ranges(manifest.serials())
                                    : range(manifest.firstSerial(), manifest.lastSerial())));
            manifest.reprints().forEach(reprint -> facts.add(fact("Printed again", words(reprint))));
            return facts;
        }

        private Fact fact(String name, String value) {
            return new Fact(say(name), value);
        }

        private String words(Manifest.Reprint reprint) {
            Text what =
                    new Text(
                            "Revision {revision} ({state}), {items}, because: {reason}",
                            Map.of(
                                    "revision",
                                    reprint.revision(),
                                    "state",
                                    Text.of(reprint.state()),
                                    "items",
                                    Text.counted(reprint.items(), "item"),
                                    "reason",
                                    reprint.reason()));
            return say(what) + "\n" + ranges(reprint.serials());
        }

        private String ranges(List<String> serials) {
            String named =
                    serials.stream()
                            .limit(MOST_RANGES)
                            .map(this::range)
                            .collect(Collectors.joining(", "));
            return serials.size() <= MOST_RANGES
                    ? named
                    : say(
                            Text.of(
                                    "{serials} and {number} more",
                                    "serials",
                                    named,
                                    "number",
                                    serials.size() - MOST_RANGES));
        }

        /** A single serial, or the first and the last of several. */
        private String range(String serials) {
            int hyphen = serials.indexOf('-');
            return hyphen < 0
                    ? serials
                    : range(serials.substring(0, hyphen), serials.substring(hyphen + 1));
        }

        private String range(String first, String last) {
            return say(Text.of("{first} to {last}", "first", first, "last", last));
        }

        private Report.Table table() {
            return new Report.Table(
                    List.of(
                            new Column(say("File"), 40, Align.LEFT),
                            new Column(say("Items"), 16, Align.RIGHT),
                            new Column(say("Pages"), 16, Align.RIGHT),
                            new Column(say("First and last"), 25, Align.LEFT),
                            new Column("SHA-256", 48, Align.LEFT)),
                    Stream.concat(
                                    manifest.files().stream(),
                                    manifest.reprints().stream()
                                            .flatMap(reprint -> reprint.files().stream()))
                            .map(this::row)
                            .toList());
        }

        private List<String> row(Manifest.Volume file) {
            return List.of(
                    printed(file),
                    count(file.items()),
                    file.pages() == null ? "" : count(file.pages()),
                    file.firstSerial() + "\n" + file.lastSerial(),
                    file.sha256() == null ? "" : file.sha256());
        }

        private String printed(Manifest.Volume file) {
            String printed =
                    file.layout() == null || file.sheet() == null
                            ? file.name()
                            : file.name()
                                    + "\n"
                                    + say(
                                            Text.of(
                                                    "{layout} on {sheet}",
                                                    "layout",
                                                    file.layout(),
                                                    "sheet",
                                                    file.sheet()));
            return file.conformance() == null || file.conformance().equals(CLAIMS_NOTHING)
                    ? printed
                    : printed + "\n" + file.conformance();
        }

        private String note() {
            if (isReprint) {
                return say(
                        "These items have new codes under the serial numbers they had. Destroy what"
                                + " was printed of them before, since nobody can redeem it, and"
                                + " deliver these instead.");
            }
            String once =
                    say(
                            "No serial number is used for another item, ever. Destroy what is"
                                    + " spoiled, and tell its number at the count-in.");
            return manifest.reprints().isEmpty()
                    ? once
                    : say(
                                    "Of items that were printed again only those of the last"
                                            + " revision can be redeemed: destroy all others.")
                            + " "
                            + once;
        }
    }
}

package io.counterfoil;

import io.counterfoil.codes.Gtin;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** What stands on all items, as options of a command. */
final class JobArguments {
    private static final Map<String, String> TEXTS =
            Map.of(
                    "provider", "the provider's name",
                    "product", "the product's name",
                    "price", "the price, such as \"49.00 EUR\"",
                    "term", "the term, such as \"1 year\"",
                    "web_address", "where customers go, such as codes.example.com",
                    "redeem_url", "where the QR code leads; else https://WEB-ADDRESS/redeem");

    private JobArguments() {}

    static void addTo(Subparser arguments) {
        TEXTS.keySet().stream()
                .sorted()
                .forEach(
                        name ->
                                arguments
                                        .addArgument("--" + name.replace('_', '-'))
                                        .dest(name)
                                        .metavar("TEXT")
                                        .help(TEXTS.get(name)));
        arguments
                .addArgument("--gtin")
                .metavar("DIGITS")
                .help(
                        "the number of the price symbol (EAN or UPC), where the list has no column"
                                + " gtin; without either the place is empty");
    }

    /** The texts that were given. */
    static Map<String, String> texts(Namespace arguments) {
        Map<String, String> texts = new HashMap<>();
        for (String name : TEXTS.keySet()) {
            Optional.ofNullable(arguments.getString(name))
                    .ifPresent(text -> texts.put(name, text));
        }
        return texts;
    }

    /** The price's number, if one was given. */
    static Optional<Gtin> gtin(Namespace arguments) {
        return Optional.ofNullable(arguments.getString("gtin"))
                .map(
                        digits ->
                                switch (Gtin.parse(digits)) {
                                    case Gtin.Parsed.Valid valid -> valid.gtin();
                                    case Gtin.Parsed.Invalid invalid ->
                                            throw new CommandException(
                                                    "--gtin: " + invalid.reason());
                                });
    }
}

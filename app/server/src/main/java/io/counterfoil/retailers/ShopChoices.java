package io.counterfoil.retailers;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.retailers.ShopChoice.Kind;
import io.counterfoil.retailers.ShopChoice.Option;
import io.counterfoil.retailers.ShopNameRepository.Named;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Retailers and outlets as filters and forms offer them: all of them while they are few; of many,
 * those whose name somebody begins to type. A page costs the same then, however many there are.
 */
public final class ShopChoices {
    /** The most that one list offers. */
    static final int MOST = 200;

    /** The most that are suggested for the beginning of a name. */
    static final int SUGGESTED = 20;

    /** The names of a retailer and an outlet with what stands between and behind them. */
    private static final int LONGEST =
            2 * Retailers.LONGEST_NAME + Named.OF.length() + Named.AFTER.length();

    static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final Transactions transactions;

    /** Choices read through {@code transactions}. */
    public ShopChoices(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * The retailers that the caller may choose, and the one that was chosen.
     *
     * @param field what the request calls it
     * @param typed an id, or a whole name in small letters or capitals; null or blank: nothing
     */
    public ShopChoice retailer(Caller caller, String field, @Nullable String typed) {
        return choice(caller, Kind.RETAILER, field, typed);
    }

    /** The same of outlets. */
    public ShopChoice outlet(Caller caller, String field, @Nullable String typed) {
        return choice(caller, Kind.OUTLET, field, typed);
    }

    private ShopChoice choice(
            Caller caller, Kind kind, String field, @Nullable String typed) {
        String text = typed == null ? "" : typed.strip();
        return transactions.read(
                caller,
                tx -> {
                    ShopNameRepository names = new ShopNameRepository(tx, kind, false);
                    List<Named> some = names.some(MOST + 1);
                    boolean many = some.size() > MOST;
                    List<Option> all = many ? List.of() : options(some);
                    if (text.isEmpty()) {
                        return new ShopChoice(kind, field, many, all, null, "", null);
                    }
                    boolean byId = ID.matcher(text).matches();
                    List<Named> likely = byId ? List.of() : beginning(names, text);
                    Optional<Named> meant =
                            byId ? names.find(UUID.fromString(text)) : meant(likely, text);
                    if (meant.isPresent()) {
                        Named one = meant.get();
                        return new ShopChoice(kind, field, many, all, one.id(), one.label(), null);
                    }
                    Text problem = byId ? unknown(kind) : problem(names, kind, text, likely);
                    return new ShopChoice(
                            kind, field, many, many ? options(likely) : all, null, text, problem);
                });
    }

    /**
     * What begins like this, at most {@value #SUGGESTED}.
     *
     * @param onlyOpen whether what may not be sent items and sell them is left out
     */
    List<Option> suggestions(Caller caller, Kind kind, String typed, boolean onlyOpen) {
        String text = typed.strip();
        return text.isEmpty()
                ? List.of()
                : transactions.read(
                        caller,
                        tx ->
                                options(
                                        beginning(
                                                new ShopNameRepository(tx, kind, onlyOpen), text)));
    }

    /** Whole names first, since nothing shorter is left of them to type. */
    private static List<Named> beginning(ShopNameRepository names, String text) {
        if (text.length() > LONGEST || isNoName(text)) {
            return List.of();
        }
        List<Named> found = new ArrayList<>(names.named(text, SUGGESTED));
        if (names.ofRetailers()) {
            found.addAll(names.ofRetailersNamed(text, SUGGESTED));
            // Names may have commas of their own.
            for (int comma = text.indexOf(Named.BETWEEN);
                    comma >= 0;
                    comma = text.indexOf(Named.BETWEEN, comma + 1)) {
                found.addAll(
                        names.named(
                                text.substring(0, comma).strip(),
                                text.substring(comma + Named.BETWEEN.length()).strip(),
                                SUGGESTED));
            }
            if (text.endsWith(Named.AFTER)) {
                for (int bracket = text.indexOf(Named.OF);
                        bracket >= 0;
                        bracket = text.indexOf(Named.OF, bracket + 1)) {
                    found.addAll(
                            names.named(
                                    text.substring(
                                                    bracket + Named.OF.length(),
                                                    text.length() - Named.AFTER.length())
                                            .strip(),
                                    text.substring(0, bracket).strip(),
                                    SUGGESTED));
                }
            }
        }
        // An outlet called like its retailer is found twice, once by its whole name.
        Map<UUID, Named> each =
                found.stream()
                        .collect(
                                Collectors.toMap(
                                        Named::id,
                                        Function.identity(),
                                        (one, same) -> one.whole() ? one : same));
        return each.values().stream()
                .sorted(
                        Comparator.comparing(Named::whole)
                                .reversed()
                                .thenComparing(Named::label))
                .limit(SUGGESTED)
                .toList();
    }

    /** Nothing is sent to a shop because its name only begins so: all of it is meant. */
    private static Optional<Named> meant(List<Named> likely, String text) {
        List<Named> whole = likely.stream().filter(Named::whole).toList();
        List<Named> same = whole.stream().filter(one -> one.label().equals(text)).toList();
        List<Named> best = same.isEmpty() ? whole : same;
        return best.size() == 1 ? Optional.of(best.getFirst()) : Optional.empty();
    }

    /** No database takes some of these characters, and no name has any. */
    private static boolean isNoName(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static Text unknown(Kind kind) {
        return switch (kind) {
            case RETAILER -> Text.of("This retailer was not found. Please choose another one.");
            case OUTLET -> Text.of("This outlet was not found. Please choose another one.");
        };
    }

    private static Text problem(
            ShopNameRepository names, Kind kind, String text, List<Named> likely) {
        if (isNoName(text)) {
            return Text.of("Please remove line breaks and other control characters.");
        }
        if (likely.stream().anyMatch(Named::whole)) {
            return names.ofRetailers()
                    ? Text.of(
                            "More than one is called this. Type the name of the retailer, a comma and"
                                    + " the name of the outlet, or choose what is suggested.")
                    : Text.of(
                            "More than one is called this. Mind the capitals, or choose what is"
                                    + " suggested.");
        }
        return switch (kind) {
            case RETAILER ->
                    Text.of("No retailer has this name. Type all of it, or choose what is suggested.");
            case OUTLET ->
                    Text.of("No outlet has this name. Type all of it, or choose what is suggested.");
        };
    }

    private static List<Option> options(List<Named> named) {
        return named.stream()
                .sorted(Comparator.comparing(Named::label))
                .map(one -> new Option(one.id(), one.label(), one.open()))
                .toList();
    }
}

package io.counterfoil.inventory;

import io.counterfoil.inventory.CodeHistoryRepository.Made;
import io.counterfoil.platform.Check;
import io.counterfoil.platform.Tx;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;

/**
 * Proves that the codes that open the items of a run are those that were minted, or made for a
 * reprint: nobody slipped in the digest of a code of their own.
 *
 * <p>An event of an earlier version may name no digest of a reprint's codes, and what they replaced
 * is not known either. What can't be proved for that reason is said, and is no fault.
 */
public final class CodesCheck implements Check {
    private static final int MOST_NAMED = 20;

    @Override
    public String subject() {
        return "codes of print runs";
    }

    @Override
    public List<String> faults(Tx tx) {
        CodeHistoryRepository history = new CodeHistoryRepository(tx);
        List<Made> all = history.made();
        return all.stream()
                .filter(provable(all))
                .filter(made -> !HexFormat.of().formatHex(history.chain(made)).equals(made.digest()))
                .map(made -> words(made) + " are not those that were made for them.")
                .limit(MOST_NAMED)
                .toList();
    }

    @Override
    public List<String> unproven(Tx tx) {
        List<Made> all = new CodeHistoryRepository(tx).made();
        return all.stream()
                .filter(provable(all).negate())
                .map(
                        made ->
                                words(made)
                                        + " can't be compared: an earlier version of this program"
                                        + " noted no digest of a reprint's codes.")
                .limit(MOST_NAMED)
                .toList();
    }

    /** Nobody knows which codes an event without a digest made, nor which ones these replaced. */
    private static Predicate<Made> provable(List<Made> all) {
        List<Made> unbound = all.stream().filter(made -> made.digest() == null).toList();
        return made ->
                unbound.stream()
                        .noneMatch(
                                other ->
                                        other.revision() >= made.revision() && other.touches(made));
    }

    private static String words(Made made) {
        return "The codes of print run %d, revision %d, serials %d to %d,"
                .formatted(made.run(), made.revision(), made.from(), made.to());
    }
}

package io.counterfoil.access;

import io.counterfoil.codes.KeyedDigest;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Slows down the guessing of passwords, per name and per network address, and the asking for new
 * ones, which counts for itself. Names and addresses are kept as keyed digests.
 *
 * <p>What is tried in a browser that is known for whoever has the name counts for that browser
 * alone, by the same numbers: else any stranger could keep somebody out by typing nonsense for them.
 *
 * <p>A try counts as failed from its start, so that many at once don't slip through; success takes
 * it back.
 */
public final class SignInLimits {
    // How many failures within the hour, and how long after the last one the next try may come.
    // Short enough that nobody locks a colleague out for long by typing nonsense for them.
    private static final Map<Integer, Duration> PER_NAME =
            Map.of(5, Duration.ofMinutes(1), 10, Duration.ofMinutes(5), 20, Duration.ofMinutes(15));
    // A whole office may share one address.
    private static final Map<Integer, Duration> PER_ADDRESS =
            Map.of(20, Duration.ofMinutes(1), 100, Duration.ofMinutes(15));
    private static final Duration COUNTED = Duration.ofHours(1);

    private final Transactions transactions;
    private final KnownBrowsers browsers;
    private final KeyedDigest digest;

    /**
     * How often somebody may try.
     *
     * @param refusal what they read otherwise, with the time to wait as {minutes}
     */
    private record Limit(byte[] who, Map<Integer, Duration> pauses, String refusal) {
        static Limit failures(byte[] who, Map<Integer, Duration> pauses) {
            return new Limit(
                    who, pauses, "Too many tries failed. Wait {minutes, plural, one {# minute} other {# minutes}}, then try again.");
        }

        static Limit asks(byte[] who, Map<Integer, Duration> pauses) {
            return new Limit(
                    who,
                    pauses,
                    "A new password was asked for many times already. Please look for our newest"
                            + " mail, also among unwanted mail, or wait {minutes, plural, one {# minute}"
                            + " other {# minutes}} and ask again.");
        }
    }

    /**
     * A try that may go on to its password.
     *
     * @param network where it comes from, as far as limits tell senders apart
     * @param ofNetwork how many from there failed within the hour, if this one does too
     * @param ofName how many under its name
     */
    public record Attempt(String network, int ofNetwork, int ofName) {

        /**
         * Whether its failure is worth a line in a log: it is the first, or brings a pause. Of
         * names that nobody has there are too many for the first of each.
         */
        boolean notable(boolean known) {
            return PER_ADDRESS.containsKey(ofNetwork)
                    || (known && (ofName == 1 || PER_NAME.containsKey(ofName)));
        }
    }

    /**
     * Limits kept through {@code transactions}, with digests under {@code serverKey}, for those who
     * don't come with one of the {@code browsers} that are known for them.
     */
    public SignInLimits(
            Transactions transactions, KnownBrowsers browsers, ServerKey serverKey) {
        this.transactions = transactions;
        this.browsers = browsers;
        this.digest = serverKey.digest(ServerKey.Purpose.FINGERPRINT);
    }

    /**
     * Notes a try, before its password is checked.
     *
     * @param name who tries to be let in, known or not, such as {@code staff:ann@example.com}
     * @param known who has this name; null: nobody, or nobody who signs in with a browser
     * @throws Refused if too many tries failed lately
     */
    public Attempt attempt(Caller caller, String name, @Nullable UUID known, TriedFrom from) {
        return transactions.write(caller, tx -> attempt(tx, name, known, from));
    }

    private Attempt attempt(Tx tx, String name, @Nullable UUID known, TriedFrom from) {
        String network = network(from.address());
        byte[] address = who("address", network);
        Optional<UUID> browser = browsers.countedAs(tx, from.browser(), known);
        // Whoever shares the network must not keep a known browser out either; what fails in that
        // counts against the others there all the same.
        int ofNetwork =
                browser.isPresent()
                        ? counted(tx, failures(tx, address), address)
                        : noted(tx, Limit.failures(address, PER_ADDRESS));
        return new Attempt(
                network, ofNetwork, noted(tx, Limit.failures(counting(name, browser), PER_NAME)));
    }

    /** For what the tries under a name count: the browser, if it is known, or else the name. */
    private byte[] counting(String name, Optional<UUID> browser) {
        return browser.map(known -> who("browser", known.toString())).orElseGet(() -> who("name", name));
    }

    /**
     * Notes that somebody forgot a password. That is no wrong password, so that it slows nobody's
     * sign-in down, and the other way round.
     *
     * @param name whose it is, known or not
     * @param address the network address that it comes from
     * @throws Refused if there were too many lately
     */
    public void forgotten(Caller caller, String name, String address) {
        transactions.write(
                caller,
                tx ->
                        noted(
                                        tx,
                                        Limit.asks(
                                                who("forgotten address", network(address)),
                                                PER_ADDRESS))
                                + noted(tx, Limit.asks(who("forgotten name", name), PER_NAME)));
    }

    private static int noted(Tx tx, Limit limit) {
        tx.lock(limit.who());
        SignInAttemptRepository.Failures before = failures(tx, limit.who());
        check(tx, before, limit);
        return counted(tx, before, limit.who());
    }

    private static int counted(Tx tx, SignInAttemptRepository.Failures before, byte[] who) {
        new SignInAttemptRepository(tx).insert(who);
        return before.count() + 1;
    }

    private static SignInAttemptRepository.Failures failures(Tx tx, byte[] who) {
        return new SignInAttemptRepository(tx).failures(who, tx.now().minus(COUNTED));
    }

    /**
     * Takes the tries under this name back, as part of the transaction that lets it in. In a known
     * browser these are its own: what strangers tried elsewhere stays.
     */
    public void succeeded(Tx tx, String name, @Nullable UUID known, TriedFrom from) {
        SignInAttemptRepository attempts = new SignInAttemptRepository(tx);
        attempts.deleteAll(counting(name, browsers.countedAs(tx, from.browser(), known)));
        attempts.deleteLast(who("address", network(from.address())));
    }

    /**
     * Takes the tries under this name back, for somebody who proved in another way who they are;
     * what their network tried stays.
     */
    public void forgive(Tx tx, String name) {
        new SignInAttemptRepository(tx).deleteAll(who("name", name));
    }

    /** Forgets tries that count no more. */
    public void forgetOld(Tx tx) {
        new SignInAttemptRepository(tx).deleteOld(tx.now().minus(COUNTED));
    }

    private static void check(
            Tx tx, SignInAttemptRepository.Failures failures, Limit limit) {
        Duration pause =
                limit.pauses().entrySet().stream()
                        .filter(step -> failures.count() >= step.getKey())
                        .map(Map.Entry::getValue)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO);
        Duration left = Duration.between(tx.now(), failures.last().plus(pause));
        if (left.isPositive()) {
            long minutes = Math.max(1, left.plusSeconds(59).toMinutes());
            throw Refused.tooMany(
                    left, Text.of(limit.refusal(), "minutes", minutes));
        }
    }

    private static String network(String address) {
        return NetworkAddress.of(address).text();
    }

    private byte[] who(String kind, String value) {
        return digest.of("sign-in " + kind + " " + value);
    }
}

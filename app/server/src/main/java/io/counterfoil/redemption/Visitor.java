package io.counterfoil.redemption;

import io.counterfoil.access.NetworkAddress;
import io.counterfoil.access.TriedFrom;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who types a code.
 *
 * @param trusted whether it is the provider itself, whose guesses are not counted and who extends
 *     accounts without their passwords
 * @param from where they try it
 * @param browser the token of the browser's visit or session, or null without one
 * @param account the account that is signed in, or null
 * @param solution the work that the browser did for its answer, or null
 */
record Visitor(
        boolean trusted,
        TriedFrom from,
        @Nullable String browser,
        @Nullable UUID account,
        Challenges.@Nullable Solution solution) {

    /** The provider, by its API key. */
    static Visitor provider(String address) {
        return new Visitor(true, TriedFrom.program(address), null, null, null);
    }

    /** A program without the provider's key. */
    static Visitor program(String address) {
        return new Visitor(false, TriedFrom.program(address), null, null, null);
    }

    /** By what their wrong guesses are counted, always in the same order. */
    List<Guesser> guessers() {
        if (trusted) {
            return List.of();
        }
        return Stream.of(
                        Stream.of(Guesser.address(NetworkAddress.of(from.address()))),
                        Stream.ofNullable(browser).map(Guesser::browser),
                        Stream.ofNullable(account).map(Guesser::account))
                .flatMap(mark -> mark)
                .toList();
    }

    @Override
    public String toString() {
        return "Visitor[trusted=" + trusted + "]";
    }
}

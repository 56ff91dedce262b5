package io.counterfoil.redemption;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who types a code.
 *
 * @param trusted whether it is the provider itself, whose guesses are not counted and who extends
 *     accounts without their passwords
 * @param address the network address
 * @param browser the token of the browser's visit or session, or null without one
 */
record Visitor(boolean trusted, String address, @Nullable String browser) {

    /** By what their wrong guesses are counted. */
    List<Guesser> guessers() {
        if (trusted) {
            return List.of();
        }
        return Stream.concat(
                        Stream.of(Guesser.address(address)),
                        Stream.ofNullable(browser).map(Guesser::browser))
                .toList();
    }

    /** The same, for a guess that names an account. */
    List<Guesser> guessersWith(String username) {
        return trusted
                ? List.of()
                : Stream.concat(guessers().stream(), Stream.of(Guesser.account(username))).toList();
    }

    @Override
    public String toString() {
        return "Visitor[trusted=" + trusted + "]";
    }
}

package io.counterfoil.retailers;

/**
 * A till that was just made.
 *
 * @param apiKey its key, which can't be seen again
 */
public record NewTerminal(Terminal terminal, String apiKey) {

    @Override
    public String toString() {
        return "NewTerminal[" + terminal.id() + "]";
    }
}

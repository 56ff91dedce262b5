package io.counterfoil.launcher;

import java.lang.reflect.InvocationTargetException;

/** Starts the application, or says which Java it needs. Compiled for Java 8. */
public final class Launcher {
    private static final int NEEDED = 21;
    private static final String APPLICATION = "io.counterfoil.CounterfoilApplication";

    private Launcher() {}

    /** Exits with 1 if this Java is too old. */
    public static void main(String[] arguments) throws Throwable {
        String found = System.getProperty("java.specification.version");
        if (major(found) < NEEDED) {
            System.err.println(
                    "Counterfoil needs Java "
                            + NEEDED
                            + " or newer, and this is Java "
                            + found
                            + " ("
                            + System.getProperty("java.home")
                            + "). Install a newer one, or start with its full path.");
            System.exit(1);
        }
        // By name, for loading the class would fail on an older Java.
        try {
            Class.forName(APPLICATION)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The number that counts in versions such as 1.8 and 21. */
    static int major(String version) {
        String number = version.startsWith("1.") ? version.substring(2) : version;
        return Integer.parseInt(number);
    }
}

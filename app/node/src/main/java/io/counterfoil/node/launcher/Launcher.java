package io.counterfoil.node.launcher;

import java.lang.reflect.InvocationTargetException;

/** Starts a program, or says which Java it needs. Compiled for Java 8. */
public final class Launcher {
    private static final int NEEDED = 21;

    private Launcher() {}

    /** Starts a storage node; exits with 1 if this Java is too old. */
    public static void main(String[] arguments) throws Throwable {
        launch("The storage node", "io.counterfoil.node.NodeApplication", arguments);
    }

    /**
     * Starts a program; exits with 1 if this Java is too old.
     *
     * @param program what the sentence about it begins with
     * @param mainClass by name, for loading the class would fail on an older Java
     */
    public static void launch(String program, String mainClass, String[] arguments)
            throws Throwable {
        String found = System.getProperty("java.specification.version");
        if (major(found) < NEEDED) {
            System.err.println(
                    program
                            + " needs Java "
                            + NEEDED
                            + " or newer, and this is Java "
                            + found
                            + " ("
                            + System.getProperty("java.home")
                            + "). Install a newer one, or start with its full path.");
            System.exit(1);
        }
        try {
            Class.forName(mainClass)
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

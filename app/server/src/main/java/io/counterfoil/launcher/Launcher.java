package io.counterfoil.launcher;

/** Starts the application, or says which Java it needs. Compiled for Java 8. */
public final class Launcher {
    private Launcher() {}

    /** Exits with 1 if this Java is too old. */
    public static void main(String[] arguments) throws Throwable {
        io.counterfoil.node.launcher.Launcher.launch(
                "Counterfoil", "io.counterfoil.CounterfoilApplication", arguments);
    }
}

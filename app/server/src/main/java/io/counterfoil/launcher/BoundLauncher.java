package io.counterfoil.launcher;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs a program for as long as the process lives that started it. The build tool doesn't pass on
 * the signal that ends it, so a service that it started would stay behind.
 */
public final class BoundLauncher {
    private static final long LOOK_EVERY_MILLIS = 250;

    private BoundLauncher() {}

    /** The first argument names the class whose {@code main} gets the others. */
    public static void main(String[] arguments) throws Throwable {
        ProcessHandle.current().parent().ifPresent(BoundLauncher::endWith);
        try {
            Class.forName(arguments[0])
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void endWith(ProcessHandle parent) {
        Thread.ofPlatform().daemon().name("ends-with-parent").start(() -> awaitEnd(parent));
    }

    // ProcessHandle.onExit looks every five seconds only, where the process is not a child.
    private static void awaitEnd(ProcessHandle parent) {
        try {
            while (parent.isAlive()) {
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
            System.exit(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

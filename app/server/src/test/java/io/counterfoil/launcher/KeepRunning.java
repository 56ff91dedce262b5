package io.counterfoil.launcher;

/** Says its process number and stays. */
public final class KeepRunning {
    private KeepRunning() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(arguments[0] + ProcessHandle.current().pid());
        Thread.currentThread().join();
    }
}

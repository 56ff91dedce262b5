package io.counterfoil;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How tests start a Java program in a process of its own. */
public final class ChildJava {
    private ChildJava() {}

    /** The words of a command that runs a class of this test run's class path. */
    public static List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(java());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * Its first words. Such a program lives for seconds, which neither the second compiler nor a
     * collector with threads of its own pays back.
     */
    public static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC");
    }
}

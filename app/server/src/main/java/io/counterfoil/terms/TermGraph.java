package io.counterfoil.terms;

import io.counterfoil.terms.TermState.Active;
import io.counterfoil.terms.TermState.Deleted;
import io.counterfoil.terms.TermState.DeletionScheduled;
import io.counterfoil.terms.TermState.Frozen;
import io.counterfoil.terms.TermState.Grace;
import io.counterfoil.terms.TermState.Living;
import io.counterfoil.terms.TermState.Purging;
import io.counterfoil.terms.TermState.Trial;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The graph of states as the machine itself walks it, for people to look at. */
public final class TermGraph {
    private static final Instant END = Instant.EPOCH.plus(Duration.ofDays(1000));
    private static final TermRules RULES = TermDays.USUAL.rules(ZoneOffset.UTC);
    private static final List<Living> LIVING =
            List.of(
                    new Trial(END, null),
                    new Active(END, null),
                    new Grace(END, END.plus(Duration.ofDays(5)), null),
                    new Frozen(END, END, END.plus(Duration.ofDays(30))));

    private TermGraph() {}

    /** An arrow of the graph. */
    private record Arrow(String from, String to) {}

    /** The graph in the language of Mermaid, which README files show as a drawing. */
    public static String mermaid() {
        Map<Arrow, Set<String>> arrows = new LinkedHashMap<>();
        states().forEach(state -> walk(state, arrows));
        StringBuilder drawing = new StringBuilder("stateDiagram-v2\n");
        drawing.append("    [*] --> trial\n    [*] --> active\n");
        arrows.forEach(
                (arrow, words) ->
                        drawing.append("    ")
                                .append(arrow.from())
                                .append(" --> ")
                                .append(arrow.to())
                                .append(": ")
                                .append(String.join(", ", words))
                                .append('\n'));
        return drawing.append("    deleted --> [*]\n").toString();
    }

    private static Stream<TermState> states() {
        Instant date = END.plus(Duration.ofDays(40));
        Instant since = END.minus(Duration.ofDays(10));
        Stream<TermState> scheduled =
                LIVING.stream()
                        .map(before -> before.promising(date))
                        .map(before -> new DeletionScheduled(before, since, date, true));
        Stream<TermState> over =
                Stream.of(new Purging(END, date, date), new Deleted(END, date, date));
        return Stream.concat(LIVING.stream(), Stream.concat(scheduled, over));
    }

    private static void walk(TermState state, Map<Arrow, Set<String>> arrows) {
        for (int days : new int[] {-1, 0, 6, 50}) {
            Instant now = END.plus(Duration.ofDays(days));
            TermState looked = TermMachine.decide(state, new TermCommand.Look(), now, RULES);
            // What time alone does is not put down to anything else.
            Map<TermCommand, String> commands =
                    looked.equals(state)
                            ? commands(state, now)
                            : Map.of(
                                    new TermCommand.Look(),
                                    now.isBefore(END) ? "clock set back" : "time");
            commands.forEach(
                    (command, words) -> {
                        TermState next = TermMachine.decide(state, command, now, RULES);
                        if (!next.label().equals(state.label())) {
                            arrows.computeIfAbsent(
                                            new Arrow(state.label(), next.label()),
                                            arrow -> new LinkedHashSet<>())
                                    .add(words);
                        }
                    });
        }
    }

    private static Map<TermCommand, String> commands(TermState state, Instant now) {
        Instant later = END.plus(Duration.ofDays(100));
        Map<TermCommand, String> commands = new LinkedHashMap<>();
        commands.put(new TermCommand.Extend(later, true), "card or payment");
        commands.put(new TermCommand.Extend(later, false), "free time");
        commands.put(new TermCommand.Refund(now.isBefore(END) ? now : END), "refund");
        commands.put(new TermCommand.Uninstall(false), "uninstall");
        commands.put(new TermCommand.TakeBack(), "taken back");
        commands.put(new TermCommand.SignIn(), "sign-in");
        commands.put(new TermCommand.Purge(null), "announced date");
        if (state instanceof DeletionScheduled) {
            commands.put(new TermCommand.BackedUp(now), "backup since");
        }
        commands.put(new TermCommand.Purged(), "receipt of the node");
        return commands;
    }
}

package io.counterfoil.economics;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.accounts.Standings;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Provisioning;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Measures once a day what every trial stores that was not paid for, until its bytes are gone. Days
 * are those of the provider's calendar; a day on which no server ran counts like the next one.
 *
 * <p>A trial's bytes are added where its last day stands, and only while it does: looking twice adds
 * nothing twice, so two servers may look, and one that is killed has lost nothing.
 */
public final class TrialMeter {
    private static final String JOB = "trial-meter";
    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final int AT_ONCE = 500;

    private final Transactions transactions;
    private final Providers providers;
    private final Standings standings;
    private final Provisioning provisioning;

    /** A meter of what {@code provisioning} knows of accounts in their {@code standings}. */
    public TrialMeter(
            Transactions transactions,
            Providers providers,
            Standings standings,
            Provisioning provisioning) {
        this.transactions = transactions;
        this.providers = providers;
        this.standings = standings;
        this.provisioning = provisioning;
    }

    /** Has {@code jobs} look again and again. */
    public void lookEvery(Jobs jobs) {
        jobs.every(JOB, PAUSE, this::look);
    }

    /** Measures all that was not measured today. */
    public void look() {
        providers.each(JOB, this::look);
    }

    private void look(Provider provider, Caller caller) {
        CourseRepository.Due last = CourseRepository.Due.FIRST;
        List<CourseRepository.Due> due;
        do {
            CourseRepository.Due after = last;
            due =
                    transactions.write(
                            caller,
                            tx ->
                                    measure(
                                            tx,
                                            LocalDate.ofInstant(tx.now(), provider.zone()),
                                            after));
            last = due.isEmpty() ? last : due.getLast();
        } while (due.size() == AT_ONCE);
    }

    private List<CourseRepository.Due> measure(
            Tx tx, LocalDate today, CourseRepository.Due after) {
        CourseRepository courses = new CourseRepository(tx);
        List<CourseRepository.Due> due = courses.due(today, after, AT_ONCE);
        if (due.isEmpty()) {
            return due;
        }
        Map<UUID, Standings.Standing> found =
                standings.of(tx, due.stream().map(CourseRepository.Due::account).toList());
        Map<UUID, Long> used =
                provisioning.used(
                        tx,
                        found.values().stream()
                                .flatMap(standing -> standing.family().stream())
                                .toList());
        courses.measure(
                today,
                due.stream()
                        .map(
                                each ->
                                        measured(
                                                each,
                                                Objects.requireNonNull(found.get(each.account())),
                                                used))
                        .toList());
        return due;
    }

    private static CourseRepository.Measured measured(
            CourseRepository.Due due, Standings.Standing standing, Map<UUID, Long> used) {
        return new CourseRepository.Measured(
                due,
                standing.family().stream()
                        .mapToLong(account -> used.getOrDefault(account, 0L))
                        .sum(),
                Course.of(standing.term()),
                standing.term().end());
    }
}

package io.counterfoil.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.TestWorld;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.WriteKey;
import io.counterfoil.terms.TermDays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TermSettingsIT {
    private TestWorld world;
    private TermSettings settings;

    /** What an older version kept for a repeated call. */
    record OlderAnswer(int grace, int frozen, int uninstall) {}

    @BeforeEach
    void start() {
        world = new TestWorld();
        settings =
                new TermSettings(
                        world.wiring().transactions(),
                        world.wiring().lifecycle().terms(),
                        world.wiring().lifecycle().reminderClock(),
                        world.wiring().access().audit());
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aCallThatAnOlderVersionAnsweredIsAnsweredTheSameAgain() {
        Caller caller = world.caller();
        Caller again =
                new Caller(caller.scope(), caller.actor(), new WriteKey("key-1", new byte[] {1}));
        world.wiring()
                .transactions()
                .once(again, OlderAnswer.class, tx -> new OlderAnswer(9, 60, 8));
        assertThat(settings.change(again, new TermSettings.Change(9, 60, 8, null)))
                .isEqualTo(new TermDays(9, 60, 8, 10));
        // It was that call's to change something, and this one only asked what it had done.
        assertThat(settings.read(caller)).isEqualTo(TermDays.USUAL);
    }

    @Test
    void aRepeatedCallGetsTheYearsThatItSet() {
        Caller caller = world.caller();
        Caller again =
                new Caller(caller.scope(), caller.actor(), new WriteKey("key-2", new byte[] {1}));
        TermDays set = new TermDays(5, 30, 7, 12);
        TermSettings.Change change = new TermSettings.Change(null, null, null, 12);
        assertThat(settings.change(again, change)).isEqualTo(set);
        settings.change(caller, new TermSettings.Change(null, null, null, 15));
        assertThat(settings.change(again, change)).isEqualTo(set);
    }
}

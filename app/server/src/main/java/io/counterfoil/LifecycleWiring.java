package io.counterfoil;

import io.counterfoil.access.Providers;
import io.counterfoil.accounts.Announcements;
import io.counterfoil.accounts.Consents;
import io.counterfoil.accounts.Endings;
import io.counterfoil.accounts.GrantWatch;
import io.counterfoil.accounts.Reminders;
import io.counterfoil.accounts.SilenceReminders;
import io.counterfoil.accounts.SpaceWarnings;
import io.counterfoil.accounts.TermLedger;
import io.counterfoil.accounts.Terms;
import io.counterfoil.followups.FollowUps;
import io.counterfoil.followups.UnsubscribePages;
import io.counterfoil.followups.UnsubscribeResource;
import io.counterfoil.lifecycle.Deletions;
import io.counterfoil.lifecycle.FollowUpClock;
import io.counterfoil.lifecycle.ReminderClock;
import io.counterfoil.lifecycle.ReminderSettings;
import io.counterfoil.lifecycle.ReminderSettingsPages;
import io.counterfoil.lifecycle.ReminderSettingsResource;
import io.counterfoil.lifecycle.Returns;
import io.counterfoil.lifecycle.SilenceClock;
import io.counterfoil.lifecycle.SpaceClock;
import io.counterfoil.lifecycle.TermClock;
import io.counterfoil.lifecycle.TermSettings;
import io.counterfoil.lifecycle.TermSettingsPages;
import io.counterfoil.lifecycle.TermSettingsResource;
import io.counterfoil.mail.Mail;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Transactions;
import io.counterfoil.provisioning.SilenceWatch;
import io.counterfoil.provisioning.SpaceWatch;
import io.counterfoil.signin.Departures;
import java.util.List;

/**
 * An account's time, which passes by itself: terms, reminders, deletion and what comes after.
 *
 * @param terms how terms move
 * @param ledger what terms are made of
 * @param announcements what holders are told of it
 * @param clock the clock of the terms
 * @param deletions what deletes accounts
 * @param returns what keeps accounts that are backed up after all
 * @param reminderClock the clock that reminds holders
 * @param spaceClock the clock that warns holders whose accounts fill
 * @param silenceClock the clock that tells holders whose backups have stopped
 * @param consents who may be asked why, should they leave
 * @param followUps series of messages to those who left
 * @param followUpClock the clock that asks them why
 * @param resources pages and addresses of all of them
 */
public record LifecycleWiring(
        Terms terms,
        TermLedger ledger,
        Announcements announcements,
        TermClock clock,
        Deletions deletions,
        Returns returns,
        ReminderClock reminderClock,
        SpaceClock spaceClock,
        SilenceClock silenceClock,
        Consents consents,
        FollowUps followUps,
        FollowUpClock followUpClock,
        List<Object> resources) {

    static LifecycleWiring of(
            Ground ground,
            AccessWiring access,
            StorageWiring storage,
            Mail mail,
            Departures departures,
            List<GrantWatch> watches) {
        Transactions transactions = ground.transactions();
        Jobs jobs = ground.jobs();
        Providers providers = access.providers();

        FollowUps followUps =
                new FollowUps(transactions, mail, providers, ground.serverKey(), ground.ids());
        Announcements announcements = new Announcements(mail, providers, followUps);
        Terms terms =
                new Terms(providers, storage.provisioning(), announcements, ground.events());

        TermLedger ledger = new TermLedger(terms, ground.events(), ground.ids(), watches);

        Deletions deletions =
                new Deletions(
                        transactions,
                        new Endings(
                                terms,
                                storage.provisioning(),
                                storage.purges(),
                                announcements,
                                departures,
                                ground.events()),
                        storage.provisioning(),
                        storage.purges(),
                        jobs,
                        ground.clock());
        Returns returns = new Returns(transactions, terms, storage.provisioning(), jobs);
        storage.reconciler().tell(returns);
        TermClock clock = new TermClock(transactions, terms, deletions);
        clock.lookEvery(jobs);

        Reminders reminders = new Reminders(terms, providers, mail);
        ReminderClock reminderClock = new ReminderClock(transactions, reminders, jobs, ground.ids());
        SpaceClock spaceClock =
                new SpaceClock(transactions, new SpaceWarnings(new SpaceWatch(), mail), jobs);
        SilenceClock silenceClock =
                new SilenceClock(
                        transactions,
                        providers,
                        new SilenceReminders(
                                new SilenceWatch(), reminders, providers, storage.software(), mail),
                        jobs);
        ReminderSettings reminderSettings =
                new ReminderSettings(transactions, reminders, reminderClock, access.audit());

        TermSettings termSettings =
                new TermSettings(transactions, terms, reminderClock, access.audit());

        Consents consents = new Consents(transactions, terms, ground.events());
        FollowUpClock followUpClock = new FollowUpClock(transactions, followUps, consents);
        followUpClock.lookEvery(jobs);

        return new LifecycleWiring(
                terms,
                ledger,
                announcements,
                clock,
                deletions,
                returns,
                reminderClock,
                spaceClock,
                silenceClock,
                consents,
                followUps,
                followUpClock,
                List.of(
                        new UnsubscribeResource(followUps),
                        new UnsubscribePages(followUps),
                        new ReminderSettingsResource(reminderSettings),
                        new ReminderSettingsPages(reminderSettings),
                        new TermSettingsResource(termSettings),
                        new TermSettingsPages(termSettings)));
    }
}

package io.counterfoil;

import io.counterfoil.access.ActingGuard;
import io.counterfoil.access.ApiKeys;
import io.counterfoil.access.ApiKeysResource;
import io.counterfoil.access.Approvals;
import io.counterfoil.access.ApprovalsPages;
import io.counterfoil.access.ApprovalsResource;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditResource;
import io.counterfoil.access.Authentication;
import io.counterfoil.access.Authorization;
import io.counterfoil.access.Callers;
import io.counterfoil.access.FirstSender;
import io.counterfoil.access.Forms;
import io.counterfoil.access.FrontDoor;
import io.counterfoil.access.HeldForms;
import io.counterfoil.access.KeysPages;
import io.counterfoil.access.KnownBrowsers;
import io.counterfoil.access.LanguagePages;
import io.counterfoil.access.OwnSessions;
import io.counterfoil.access.PasswordHasher;
import io.counterfoil.access.ProviderResource;
import io.counterfoil.access.ProviderSettings;
import io.counterfoil.access.Providers;
import io.counterfoil.access.SessionPages;
import io.counterfoil.access.SessionSettings;
import io.counterfoil.access.Sessions;
import io.counterfoil.access.SettingsPages;
import io.counterfoil.access.Setup;
import io.counterfoil.access.SetupLinks;
import io.counterfoil.access.SignInLimits;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.access.Writes;
import io.counterfoil.platform.Transactions;
import java.util.List;

/**
 * Who asks, what they may do, what they did, and what a second person has to agree to.
 *
 * @param providers the tenants
 * @param settings what they choose for themselves
 * @param staff who may sign in
 * @param hasher of everybody's passwords
 * @param signInLimits what keeps out those who guess passwords
 * @param sessions signed-in browsers
 * @param browsers those in which somebody signed in before
 * @param door by which they come in and go
 * @param heldForms what was typed when a session was over
 * @param apiKeys signed-in programs
 * @param audit what was done
 * @param approvals what waits for a second person
 * @param resources what every request passes on its way in, and the pages and addresses of all of
 *     them
 */
public record AccessWiring(
        Providers providers,
        ProviderSettings settings,
        StaffMembers staff,
        PasswordHasher hasher,
        SignInLimits signInLimits,
        Sessions sessions,
        KnownBrowsers browsers,
        FrontDoor door,
        HeldForms heldForms,
        ApiKeys apiKeys,
        Audit audit,
        Approvals approvals,
        List<Object> resources) {

    static AccessWiring of(
            Ground ground, PasswordHasher hasher, SessionSettings lasting) {
        Transactions transactions = ground.transactions();
        Providers providers = new Providers(transactions, ground.ids());
        Audit audit = new Audit(transactions, providers);
        Approvals approvals = new Approvals(transactions, audit, ground.ids());
        ProviderSettings settings = new ProviderSettings(transactions, providers, approvals, audit);

        ApiKeys apiKeys =
                new ApiKeys(transactions, ground.serverKey(), ground.random(), audit, ground.ids());
        Sessions sessions =
                new Sessions(
                        transactions, ground.serverKey(), ground.random(), lasting, ground.ids());
        Forms forms = new Forms(ground.serverKey(), ground.ids());
        HeldForms held = new HeldForms(transactions, ground.serverKey(), ground.random());
        KnownBrowsers browsers =
                new KnownBrowsers(transactions, ground.serverKey(), ground.random());
        FrontDoor door = new FrontDoor(sessions, held, browsers);

        SignInLimits limits = new SignInLimits(transactions, browsers, ground.serverKey());
        StaffMembers staff =
                new StaffMembers(
                        transactions, hasher, ground.random(), sessions, audit, ground.ids());

        return new AccessWiring(
                providers,
                settings,
                staff,
                hasher,
                limits,
                sessions,
                browsers,
                door,
                held,
                apiKeys,
                audit,
                approvals,
                List.of(
                        new Authentication(providers, apiKeys, sessions, forms, held),
                        new Writes(forms, held),
                        new Authorization(),
                        new ActingGuard(transactions, audit),
                        new Callers(),
                        new SessionPages(
                                new OwnSessions(transactions, sessions, browsers, audit)),
                        new LanguagePages(),
                        new KeysPages(apiKeys),
                        new ApiKeysResource(apiKeys),
                        new ApprovalsPages(approvals),
                        new ApprovalsResource(approvals),
                        new AuditResource(audit),
                        new ProviderResource(settings),
                        new SettingsPages(settings)));
    }

    /** How a provider begins, with a {@code sender} of its messages. */
    Setup setup(Ground ground, FirstSender sender) {
        return new Setup(
                ground.transactions(),
                providers,
                new Setup.People(staff, hasher, sessions),
                new SetupLinks(ground.serverKey(), ground.random()),
                sender,
                ground.ids());
    }
}

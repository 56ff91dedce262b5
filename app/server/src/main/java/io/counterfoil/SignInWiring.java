package io.counterfoil;

import io.counterfoil.access.FailedSignIns;
import io.counterfoil.access.Tokens;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.mail.Mail;
import io.counterfoil.platform.Transactions;
import io.counterfoil.signin.Challenges;
import io.counterfoil.signin.Departures;
import io.counterfoil.signin.HolderStepPages;
import io.counterfoil.signin.HolderStepResource;
import io.counterfoil.signin.HolderSteps;
import io.counterfoil.signin.InvitationPages;
import io.counterfoil.signin.Invitations;
import io.counterfoil.signin.InvitationsResource;
import io.counterfoil.signin.InvitedPages;
import io.counterfoil.signin.NextPages;
import io.counterfoil.signin.Notices;
import io.counterfoil.signin.OwnPasskeys;
import io.counterfoil.signin.OwnSecondStep;
import io.counterfoil.signin.PasskeyPages;
import io.counterfoil.signin.PasskeySignInPages;
import io.counterfoil.signin.Passkeys;
import io.counterfoil.signin.PasswordPages;
import io.counterfoil.signin.PendingSignIns;
import io.counterfoil.signin.RetailerInvitationPages;
import io.counterfoil.signin.SecondStepPages;
import io.counterfoil.signin.SecondStepRules;
import io.counterfoil.signin.SecondSteps;
import io.counterfoil.signin.SignInPages;
import io.counterfoil.signin.SignIns;
import io.counterfoil.signin.StaffForgotten;
import io.counterfoil.signin.StaffForgottenPages;
import io.counterfoil.signin.StaffPages;
import io.counterfoil.signin.StaffPasswords;
import io.counterfoil.signin.StaffSignIn;
import io.counterfoil.signin.StepPages;
import io.counterfoil.signin.openid.OpenIdPages;
import io.counterfoil.signin.openid.OpenIdResource;
import io.counterfoil.signin.openid.OpenIdSettings;
import io.counterfoil.signin.openid.OpenIdSettingsPages;
import io.counterfoil.signin.openid.OpenIdWays;
import java.util.List;

/**
 * How people prove who they are.
 *
 * @param people who signs in, of all kinds
 * @param steps their second steps
 * @param pending sign-ins that have a step to go
 * @param passkeys what lets in without a password
 * @param forgotten passwords of staff, and links to set new ones
 * @param departures ends all ways in of who is gone
 * @param resources the pages of all of them
 */
public record SignInWiring(
        SignIns people,
        SecondSteps steps,
        PendingSignIns pending,
        Passkeys passkeys,
        StaffForgotten forgotten,
        Departures departures,
        List<Object> resources) {

    static SignInWiring of(
            Ground ground, AccessWiring access, Mail mail, OpenIdSettings openIdSettings) {
        Transactions transactions = ground.transactions();
        FailedSignIns failures = new FailedSignIns(transactions, access.audit());
        StaffSignIn staff =
                new StaffSignIn(
                        transactions,
                        access.staff(),
                        access.signInLimits(),
                        access.sessions(),
                        failures,
                        access.audit());
        SignIns people = new SignIns();
        people.define("staff", staff);
        Notices notices = new Notices(mail, access.audit());
        access.staff().onPassword(notices::passwordSet);
        Passkeys passkeys =
                new Passkeys(
                        access.providers(),
                        new Challenges(ground.serverKey(), ground.random()),
                        notices,
                        ground.ids());
        SecondSteps steps =
                new SecondSteps(
                        transactions,
                        new SecondSteps.Secrets(ground.serverKey(), ground.random()),
                        access.signInLimits(),
                        access.providers(),
                        notices);
        SecondStepRules rules =
                new SecondStepRules(
                        transactions, steps, people, access.approvals(), access.audit());
        PendingSignIns pending =
                new PendingSignIns(
                        transactions,
                        new Tokens(
                                ground.serverKey(),
                                ServerKey.Purpose.PENDING_SIGN_IN,
                                ground.random()),
                        people,
                        steps,
                        rules,
                        failures);
        Tokens links =
                new Tokens(
                        ground.serverKey(), ServerKey.Purpose.ONE_TIME_LINK, ground.random());
        Invitations.Newcomers newcomers =
                new Invitations.Newcomers(access.staff(), access.hasher(), ground.ids());
        Invitations invitations =
                new Invitations(
                        transactions, links, newcomers, access.apiKeys(), mail, access.audit());
        StaffForgotten forgotten =
                new StaffForgotten(
                        transactions,
                        ground.jobs(),
                        access.signInLimits(),
                        newcomers,
                        new StaffForgotten.Secrets(
                                links,
                                ground.serverKey().seal(ServerKey.Purpose.FORGOTTEN_STAFF),
                                ground.random()),
                        mail);
        access.sessions().onClosingAll(pending::end);
        access.sessions().onClosingAll(forgotten::end);
        access.sessions().onClosingAll(steps::endUnconfirmed);
        NextPages next = new NextPages(transactions, people, pending, access.door());
        HolderSteps holders = new HolderSteps(transactions, people, steps);
        OpenIdWays openId =
                OpenIdWays.of(
                        openIdSettings,
                        new OpenIdWays.Means(
                                transactions, ground.serverKey(), ground.random(), ground.clock()),
                        new OpenIdWays.Access(
                                access.providers(),
                                access.staff(),
                                access.approvals(),
                                access.audit()),
                        notices);
        SignInPages signInPages =
                new SignInPages(staff, access.staff(), next, openId.providers()::name);
        return new SignInWiring(
                people,
                steps,
                pending,
                passkeys,
                forgotten,
                new Departures(access.sessions()),
                List.of(
                        signInPages,
                        new PasswordPages(
                                new StaffPasswords(
                                        transactions,
                                        access.staff(),
                                        staff,
                                        access.hasher(),
                                        access.sessions()),
                                access.door()),
                        new OpenIdPages(openId.signIn(), signInPages, next),
                        new OpenIdSettingsPages(openId.providers(), openId.links()),
                        new OpenIdResource(openId.providers()),
                        new InvitationPages(invitations),
                        new RetailerInvitationPages(invitations),
                        new InvitationsResource(invitations),
                        new InvitedPages(invitations, next),
                        new StaffForgottenPages(forgotten),
                        new StepPages(pending, access.door()),
                        new PasskeySignInPages(transactions, passkeys, people, access.door()),
                        new PasskeyPages(new OwnPasskeys(transactions, people, passkeys)),
                        new SecondStepPages(
                                new OwnSecondStep(transactions, people, steps, rules)),
                        new StaffPages(access.staff(), steps, rules),
                        new HolderStepPages(holders),
                        new HolderStepResource(holders)));
    }
}

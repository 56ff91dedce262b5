package io.counterfoil;

import io.counterfoil.access.Member;
import io.counterfoil.access.Provider;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Database;
import io.counterfoil.platform.Scope;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.db.ManagedDataSource;
import java.security.SecureRandom;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/**
 * {@code reset-password config.yml --email …}: a new password for somebody whom no colleague can
 * give one, such as the only owner. All their sessions end. With {@code --second-step} the second step
 * and passkeys are taken from them, too.
 */
final class ResetPasswordCommand extends DatabaseCommand {

    ResetPasswordCommand() {
        super(
                "reset-password",
                "Makes a new password for a member of staff, such as the only owner, and prints"
                        + " it");
    }

    @Override
    public void configure(Subparser arguments) {
        super.configure(arguments);
        arguments.addArgument("--email").required(true).help("by which they sign in");
        arguments
                .addArgument("--web-address")
                .dest("webAddress")
                .help("of their provider; needed only if there are several");
        arguments
                .addArgument("--second-step")
                .dest("secondStep")
                .action(Arguments.storeTrue())
                .help("also take their second step and passkeys, if they lost what they show there");
    }

    @Override
    protected void run(
            Bootstrap<CounterfoilConfiguration> bootstrap,
            Namespace arguments,
            CounterfoilConfiguration settings)
            throws Exception {
        try (Database database =
                Database.join(settings.database(), settings.dataFolder(), new SecureRandom())) {
            ManagedDataSource pool = pool(database.app());
            try {
                reset(
                        wiring(settings, pool),
                        arguments.getString("webAddress"),
                        arguments.getString("email"),
                        arguments.getBoolean("secondStep"));
            } finally {
                pool.stop();
            }
        }
    }

    private static void reset(
            Wiring wiring, @Nullable String webAddress, String email, boolean secondStep) {
        Provider provider =
                wiring.access()
                        .providers()
                        .byHost(webAddress == null ? "" : webAddress)
                        .orElseThrow(
                                () ->
                                        new CommandException(
                                                "Name the provider by --web-address, as"
                                                        + " add-provider lists them."));
        Caller caller =
                new Caller(new Scope.Provider(provider.id()), Actor.job("reset-password"));
        Member member =
                wiring.access()
                        .staff()
                        .find(caller, email)
                        .orElseThrow(
                                () ->
                                        new CommandException(
                                                "Nobody signs in to %s with %s. Check how it is spelled."
                                                        .formatted(provider.name(), email)));
        if (member.disabled()) {
            throw new CommandException(
                    member.name() + " was disabled: an owner has to let them in again first.");
        }
        if (secondStep) {
            wiring.signIns().steps().reset(caller, wiring.signIns().people(), member.id());
        }
        StaffMembers.WithPassword made = wiring.access().staff().newPassword(caller, member.id());
        say(
                "%s signs in at %s%s/sign-in with this password now, and can change it there:"
                        .formatted(
                                member.name(),
                                provider.url(),
                                member.retailer() == null ? "/console" : "/retail"));
        say(made.password());
    }
}

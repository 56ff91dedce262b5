package io.counterfoil.redemption;

import io.counterfoil.TestWorld;
import io.counterfoil.access.Tokens;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.platform.KeyFolder;
import java.security.SecureRandom;
import java.util.UUID;

/** Links of mails, of which the database has digests only. */
final class MailedLink {
    private MailedLink() {}

    /** A token that is as good as the one that an account's holder was mailed. */
    static String of(TestWorld world, UUID account) {
        SecureRandom random = new SecureRandom();
        KeyFolder keys = new KeyFolder(world.dataFolder().resolve("keys"), random);
        Tokens tokens = new Tokens(keys.serverKey(), ServerKey.Purpose.ONE_TIME_LINK, random);
        String token = tokens.next("");
        int changed =
                world.database()
                        .update(
                                "UPDATE account_link SET digest = ? WHERE account_id = ?",
                                tokens.digest(token),
                                account);
        if (changed != 1) {
            throw new IllegalStateException("this holder was mailed no link");
        }
        return token;
    }
}

package io.counterfoil.mail;

import io.counterfoil.TestWorld;
import io.counterfoil.platform.KeyFolder;
import io.counterfoil.platform.Listing;
import java.security.SecureRandom;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was posted to somebody, read from the outbox of a world whose jobs don't run. */
public final class Mailbox {
    private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]+)");

    private final TestWorld world;
    private final SealedTexts texts;

    /** The outbox of the world's first provider. */
    public Mailbox(TestWorld world) {
        this.world = world;
        SecureRandom random = new SecureRandom();
        KeyFolder keys = new KeyFolder(world.dataFolder().resolve("keys"), random);
        this.texts = new SealedTexts(keys.serverKey(), random);
    }

    /** How many messages there are to this address. */
    public int count(String address) {
        return to(address).size();
    }

    /** What the newest message to this address says. */
    public String text(String address) {
        OutboxMessage message = to(address).getFirst();
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                texts.open(
                                                message.id(),
                                                message.subject(),
                                                new OutboxRepository(tx)
                                                        .body(message.id())
                                                        .orElseThrow())
                                        .text());
    }

    /** The token of the link in the newest message to this address. */
    public String token(String address) {
        Matcher token = TOKEN.matcher(text(address));
        if (!token.find()) {
            throw new AssertionError("no link in the message to " + address);
        }
        return token.group(1);
    }

    private List<OutboxMessage> to(String address) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                new OutboxRepository(tx)
                                        .list(null, new Listing(Listing.MOST, null)).stream()
                                                .filter(m -> m.address().equals(address))
                                                .toList());
    }
}

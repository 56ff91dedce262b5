package io.counterfoil.node.content;

import io.counterfoil.node.store.Layout;
import io.counterfoil.node.store.Location;
import io.counterfoil.node.store.ObjectName;
import io.counterfoil.node.store.Refusal;
import io.counterfoil.node.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads single objects again and compares them with their names, which are their hashes. */
public final class Inspection {
    private static final Logger log = LoggerFactory.getLogger(Inspection.class);

    /** Memory and cables flip bits, too, and not twice the same ones. */
    private static final int LOOKS = 2;

    private final AccountContent content;

    public Inspection(AccountContent content) {
        this.content = content;
    }

    /**
     * Whether an object's bytes are what its name says; none there counts as wrong.
     *
     * @throws IOException if they can't be read, which says nothing of them
     */
    public boolean isSound(Location location, StoredObject object) throws IOException {
        MessageDigest sha256 = ObjectName.sha256();
        try (InputStream in = content.scan(location, object.size())) {
            if (in == null) {
                return false;
            }
            var unused =
                    new DigestInputStream(in, sha256).transferTo(OutputStream.nullOutputStream());
        }
        return ObjectName.of(HexFormat.of().formatHex(sha256.digest())).equals(location.name());
    }

    /**
     * Looks at an object of which somebody got wrong bytes, twice if need be, and puts it aside where
     * it really has them, as a scrub does. Again is fine.
     *
     * @param location of what has a name
     * @return null if it is sound
     * @throws IOException if it can't be read; then it stays
     */
    public @Nullable Refusal refusal(Location location) throws IOException {
        Repository repository = content.repository(location.repository());
        StoredObject object = repository == null ? null : repository.get(location);
        if (object == null) {
            return content.isQuarantined(location) ? Refusal.DAMAGED : Refusal.NOT_FOUND;
        }
        for (int look = 0; look < LOOKS; look++) {
            if (isSound(location, object)) {
                return null;
            }
        }
        if (!content.quarantine(location, object)) {
            return Refusal.GONE;
        }
        log.error(
                "an object of account {} has wrong bytes and was put aside: {}",
                content.account(),
                Layout.path(location));
        return Refusal.DAMAGED;
    }
}

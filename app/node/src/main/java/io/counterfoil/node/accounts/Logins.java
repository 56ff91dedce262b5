package io.counterfoil.node.accounts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.counterfoil.node.contract.Credential;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which Basic user name opens which account. */
public final class Logins {
    private static final String NO_DIGEST = "0".repeat(64);

    private final Map<String, Login> logins = new ConcurrentHashMap<>();

    private record Login(Account account, Credential credential) {}

    /**
     * The first of these credentials whose id another account has, or null.
     *
     * @param account null for one that is new
     */
    @Nullable Credential taken(@Nullable Account account, List<Credential> credentials) {
        for (Credential credential : credentials) {
            Login login = logins.get(credential.id());
            if (login != null && login.account() != account) {
                return credential;
            }
        }
        return null;
    }

    /**
     * From now on these credentials open the account, and no others.
     *
     * @param previous those that did until now; only they are looked at, as a node has very many
     */
    public void replace(Account account, List<Credential> previous, List<Credential> credentials) {
        Set<String> kept = new HashSet<>();
        for (Credential credential : credentials) {
            logins.put(credential.id(), new Login(account, credential));
            kept.add(credential.id());
        }
        for (Credential credential : previous) {
            if (!kept.contains(credential.id())) {
                logins.remove(credential.id());
            }
        }
    }

    /** Whose pair this is, or null. An unknown name costs the same time as a wrong password. */
    public @Nullable Access authenticate(BasicPair pair) {
        Login login = logins.get(pair.name());
        String known = login == null ? NO_DIGEST : login.credential().digest();
        String shown = Credential.digest(pair.password());
        boolean right = MessageDigest.isEqual(known.getBytes(US_ASCII), shown.getBytes(US_ASCII));
        return login != null && right ? new Access(login.account(), login.credential()) : null;
    }
}

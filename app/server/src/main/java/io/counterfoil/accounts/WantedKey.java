package io.counterfoil.accounts;

import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.provisioning.KeyScope;
import org.jspecify.annotations.Nullable;

/**
 * A key to a repository that somebody asks for.
 *
 * @param scope what it lets its bearer do
 * @param keepOld whether the keys so far go on working
 */
public record WantedKey(KeyScope scope, boolean keepOld) {
    /**
     * What a program asks for.
     *
     * @param scope a scope's name; null = everything
     * @throws Refused if there is no such scope
     */
    static WantedKey of(@Nullable String scope, boolean keepOld) {
        Fields fields = new Fields();
        KeyScope wanted =
                scope == null ? KeyScope.FULL : fields.oneOf("scope", scope, KeyScope.class);
        fields.done();
        return new WantedKey(wanted, keepOld);
    }

    /**
     * What a person chooses in a form: only a key that may do everything takes the others' place. One
     * that may do less would leave nobody able to delete old backups, or to back up at all.
     *
     * @param scope a scope's name; null = everything
     * @param keep "true" if the keys so far shall go on working
     * @throws Refused if there is no such scope
     */
    public static WantedKey ofForm(@Nullable String scope, @Nullable String keep) {
        WantedKey wanted = of(scope, "true".equals(keep));
        return new WantedKey(wanted.scope(), wanted.keepOld() || !wanted.scope().deletes());
    }
}

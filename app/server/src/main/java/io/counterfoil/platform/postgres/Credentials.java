package io.counterfoil.platform.postgres;

/** A role and its password; shows the role only. */
public record Credentials(String user, String password) {

    @Override
    public String toString() {
        return user;
    }
}

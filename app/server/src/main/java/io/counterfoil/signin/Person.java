package io.counterfoil.signin;

import io.counterfoil.platform.Actor;
import java.util.UUID;

/**
 * Somebody who signs in.
 *
 * @param kind {@code staff} or {@code account}
 * @param id a member of staff's, or an account's
 * @param login by which they sign in
 * @param name how mail calls them
 * @param email where mail to them goes
 * @param area behind which front door they are: {@code console}, {@code retail} or {@code account}
 */
public record Person(
        String kind, UUID id, String login, String name, String email, String area) {

    /** How the audit log and limits name them. */
    String subject() {
        return kind + ":" + id;
    }

    /** How events name them. */
    Actor actor() {
        return new Actor(subject(), kind.equals("staff") ? id : null);
    }

    /** The page on which they begin. */
    String home() {
        return "/" + area;
    }

    @Override
    public String toString() {
        return "Person[" + subject() + "]";
    }
}

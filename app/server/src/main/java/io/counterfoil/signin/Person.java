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
 * @param home the page on which they begin, that of their door or one that comes before it
 */
public record Person(
        String kind, UUID id, String login, String name, String email, String area, String home) {

    /** Somebody who begins at their front door. */
    public Person(String kind, UUID id, String login, String name, String email, String area) {
        this(kind, id, login, name, email, area, "/" + area);
    }

    /** How the audit log and limits name them. */
    String subject() {
        return kind + ":" + id;
    }

    /** How events name them. */
    Actor actor() {
        return new Actor(subject(), kind.equals("staff") ? id : null);
    }

    @Override
    public String toString() {
        return "Person[" + subject() + "]";
    }
}

package io.counterfoil.mail;

/**
 * The kinds of messages. Each has three templates in {@code templates/mail}: NAME.subject.ftl,
 * NAME.ftl for those who read plain text, and NAME.ftlh.
 */
public enum MailKind {
    /** To the holder of a new account that has no password of their own yet. */
    TEMPORARY_PASSWORD("temporary-password"),
    /** To a member of staff who wants to see that mail arrives. */
    TEST("test");

    private final String template;

    MailKind(String template) {
        this.template = template;
    }

    /** The name of its templates. */
    String template() {
        return template;
    }
}

package io.counterfoil.mail;

/**
 * The kinds of messages. Each has three templates in {@code templates/mail}: NAME.subject.ftl,
 * NAME.ftl for those who read plain text, and NAME.ftlh.
 */
public enum MailKind {
    /** To the holder of a new account that has no password of their own yet. */
    TEMPORARY_PASSWORD("temporary-password"),
    /** The same to somebody who chose a password of their own, without it. */
    ACCOUNT_OPENED("account-opened"),
    /** To the holder of an account that a code gave more time, or another plan. */
    CODE_REDEEMED("code-redeemed"),
    /** To the holder of accounts who forgot a password, with a link for each to set a new one. */
    PASSWORD_LINK("password-link"),
    /** To the holder of an account whose password is another one now. */
    PASSWORD_CHANGED("password-changed"),
    /** To somebody who is invited to work for the provider or in a shop, with a link. */
    INVITATION("invitation"),
    /** To a member of staff who forgot a password, with a link to set a new one. */
    STAFF_PASSWORD_LINK("staff-password-link"),
    /** To somebody whose sign-in takes another second step, or none any more. */
    SIGN_IN_CHANGED("sign-in-changed"),
    /** To the new address of a contact, with the link that makes it theirs. */
    EMAIL_CONFIRMATION("email-confirmation"),
    /** To the present address of a contact whose holder wants another one. */
    EMAIL_CHANGE_ASKED("email-change-asked"),
    /** To the address that a contact had before. */
    EMAIL_CHANGED("email-changed"),
    /** To the holder of an account whose free time ends soon. */
    TRIAL_ENDING("trial-ending"),
    /** To the holder of an account whose paid time ends soon. */
    TERM_ENDING("term-ending"),
    /** To the holder of an account whose paid time is over, in the days of grace. */
    TERM_OVER("term-over"),
    /** To the holder of an account that was given time by hand. */
    TIME_GRANTED("time-granted"),
    /** To the holder of an account some of whose time was taken back, with the new end. */
    TIME_TAKEN_BACK("time-taken-back"),
    /** To the holder of an account whose time is over, with the date on which it is deleted. */
    FROZEN("frozen"),
    /** To the same, again and again. */
    STILL_FROZEN("still-frozen"),
    /** To the same, shortly before that date. */
    DELETION_NEAR("deletion-near"),
    /** To the holder of an account that was uninstalled, with the date on which it is deleted. */
    DELETION_SCHEDULED("deletion-scheduled"),
    /** To the same, shortly before that date. */
    LEAVING("leaving"),
    /** To the holder of a sub-account whose parent account's time is over, with the date. */
    FROZEN_WITH_PARENT("frozen-with-parent"),
    /** To the holder of a sub-account whose parent account was uninstalled, with the date. */
    DELETION_WITH_PARENT("deletion-with-parent"),
    /** To both, shortly before that date. */
    LEAVING_WITH_PARENT("leaving-with-parent"),
    /** To whom a date was announced that does not count any more. */
    ACCOUNT_STAYS("account-stays"),
    /** To whom a freeze was announced by mistake, since a clock was ahead, with the real end. */
    RUNS_AGAIN("runs-again"),
    /** To the holder of an account with paid time left that was uninstalled, with a link. */
    UNINSTALL_CONFIRMATION("uninstall-confirmation"),
    /** To the holder of accounts that have reached 80, 90 or 95 percent of their space. */
    SPACE_FILLING("space-filling"),
    /** To the holder of an account with backups, but none for a while. */
    NO_BACKUP_LATELY("no-backup-lately"),
    /** To the holder of an account that had none for a while, and in which there is none. */
    NO_BACKUP_YET("no-backup-yet"),
    /** To the holder of an account whose repository has another address now. */
    ADDRESS_CHANGED("address-changed"),
    /** To the holder of an account that is deleted, the last thing that is sent about it. */
    DELETED("deleted"),
    /** To whoever asks for a trial, with the link that starts it. */
    TRIAL_CONFIRMATION("trial-confirmation"),
    /** The same to somebody who had one, or has an account. */
    TRIAL_KNOWN("trial-known"),
    /** To somebody who left and agreed to be asked why. */
    FOLLOW_UP_FIRST("follow-up-first"),
    /** To the same, some weeks later. */
    FOLLOW_UP_SECOND("follow-up-second"),
    /** To the same, the last time. */
    FOLLOW_UP_LAST("follow-up-last"),
    /** To a retailer for which somebody asked to be paid to another bank account. */
    BANK_DETAILS_ASKED("bank-details-asked"),
    /** To a retailer that is paid to another bank account now. */
    BANK_DETAILS_CHANGED("bank-details-changed"),
    /** To the address to which a retailer's statements went before. */
    STATEMENT_ADDRESS_CHANGED("statement-address-changed"),
    /** To whom a retailer's statements go: where the newest one is. */
    STATEMENT_CLOSED("statement-closed"),
    /** To the managers of a shop in which somebody had a code before its item was sold. */
    TAMPERING("tampering"),
    /** To a member of staff who wants to see that mail arrives. */
    TEST("test");

    private final String template;

    MailKind(String template) {
        this.template = template;
    }

    /** Whether it has a link by which somebody becomes a member of staff, or signs in as one. */
    boolean isForStaffToEnter() {
        return this == INVITATION || this == STAFF_PASSWORD_LINK;
    }

    /** The name of its templates. */
    String template() {
        return template;
    }
}

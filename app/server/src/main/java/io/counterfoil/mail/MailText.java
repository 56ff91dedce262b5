package io.counterfoil.mail;

/**
 * What a message says, with its values in it.
 *
 * @param subject one line, never with a secret
 * @param text for those who read plain text
 * @param html the same with looks
 */
record MailText(String subject, String text, String html) {
    @Override
    public String toString() {
        return "MailText[…]";
    }
}

package io.counterfoil.redemption;

/**
 * What can still be done about an item whose panel is damaged.
 *
 * @param serial its serial number
 * @param triesLeft how often staff may still try what can be read
 * @param mostUnreadable how many symbols may be unreadable
 */
public record DamagedPanel(String serial, int triesLeft, int mostUnreadable) {}

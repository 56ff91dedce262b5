package io.counterfoil.access;

import java.time.ZoneId;
import java.util.Currency;
import java.util.UUID;

/**
 * A tenant: a company that sells online backup.
 *
 * @param id its id
 * @param name as customers know it
 * @param webAddress the host at which its pages are, with the port if it is not the usual one
 * @param zone the time zone of its calendar
 * @param currency in which it sells
 * @param voidLimit from how many items on a second person must agree to void them
 * @param activationLimit the most sales of one till in ten minutes; 0: no limit
 */
public record Provider(
        UUID id,
        String name,
        String webAddress,
        ZoneId zone,
        Currency currency,
        int voidLimit,
        int activationLimit) {}

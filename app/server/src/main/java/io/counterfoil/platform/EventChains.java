package io.counterfoil.platform;

import java.util.List;

/**
 * Proves that nobody has changed, removed or slipped in an event: each one carries the hash of the
 * one before, their numbers have no gap, and what the index columns say is what was hashed.
 *
 * <p>The last events of a chain may still be missing; the checks of the features see that, when
 * they compare states with what the events say.
 */
public final class EventChains implements Check {

    @Override
    public String subject() {
        return "event chains";
    }

    @Override
    public List<String> faults(Tx tx) {
        return tx.handle()
                .createQuery(
                        """
                        SELECT format('Event %s of %s %s was changed, or one before it is missing.', seq, subject_type, subject_id)
                        FROM (SELECT *,
                                     row_number() OVER chain AS place,
                                     sha256(coalesce(lag(hash) OVER chain, '') || convert_to(body, 'UTF8')) AS expected
                              FROM event
                              WINDOW chain AS (PARTITION BY provider_id, subject_type, subject_id ORDER BY seq)) AS linked
                        WHERE hash <> expected
                           OR seq <> place
                           OR body::jsonb ->> 'subject' <> subject_type || ':' || subject_id
                           OR body::jsonb ->> 'type' <> type
                           OR (body::jsonb ->> 'from')::bigint IS DISTINCT FROM from_serial
                           OR (body::jsonb ->> 'to')::bigint IS DISTINCT FROM to_serial
                        ORDER BY position
                        LIMIT 20
                        """)
                .mapTo(String.class)
                .list();
    }
}

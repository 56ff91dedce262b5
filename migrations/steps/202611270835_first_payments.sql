--liquibase formatted sql
-- An account whose shop got no bounty was not told by which time it was first paid for: when all of that is given back, the next payment is the first one again.

--changeset counterfoil:202611270835_first_payments
-- By the first time that somebody paid for after the item that nobody paid for.
UPDATE account_origin SET paid_by = (
    SELECT term_grant.id FROM term_grant
    WHERE term_grant.provider_id = account_origin.provider_id AND term_grant.account_id = account_origin.account_id
      AND term_grant.paid AND term_grant.seq > 1 AND term_grant.source NOT IN ('conversion', 'refund')
    ORDER BY term_grant.seq LIMIT 1)
WHERE account_origin.paid AND account_origin.paid_by IS NULL
  AND EXISTS (
    SELECT FROM term_grant
    WHERE term_grant.provider_id = account_origin.provider_id AND term_grant.account_id = account_origin.account_id
      AND term_grant.seq = 1 AND NOT term_grant.paid);

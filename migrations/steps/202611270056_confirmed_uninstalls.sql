--liquibase formatted sql
-- Who confirmed an uninstall was told that signing in takes it back, however their time goes on until the date.

--changeset counterfoil:202611270056_confirmed_uninstalls
ALTER TABLE account ADD COLUMN term_confirmed boolean NOT NULL DEFAULT false;
-- While paid time is left, only a confirmation plans a deletion.
UPDATE account SET term_confirmed = true
WHERE term_state = 'deletion_scheduled' AND term_before IN ('active', 'grace') AND term_since < term_ends_at;
ALTER TABLE account ADD CONSTRAINT confirmed_while_scheduled CHECK (NOT term_confirmed OR term_state = 'deletion_scheduled');
-- A purge is begun on the placement by the transaction that begins it on the account; who was stopped between the two is not lost.
UPDATE placement SET state = 'closed', purge_at = now()
FROM account WHERE account.provider_id = placement.provider_id AND account.id = placement.account_id
    AND account.term_state = 'purging' AND placement.purge_at IS NULL;

--liquibase formatted sql
-- What a family is promised counts once, also where its space has no bound and so no pool.

--changeset counterfoil:202611271925_family_promises
-- The account beside which it was placed, whose space it shares. NULL: nobody's.
ALTER TABLE placement ADD COLUMN parent_id uuid;
UPDATE placement SET parent_id = account.parent_id
FROM account WHERE account.id = placement.account_id AND account.parent_id IS NOT NULL;

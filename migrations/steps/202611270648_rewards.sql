--liquibase formatted sql
-- For which time a shop got a bounty or a residual commission, so that a refund of it takes that back.

--changeset counterfoil:202611270648_rewards
-- The time that somebody paid for; null: the accrual is for a move of the item.
ALTER TABLE accrual ADD COLUMN grant_id uuid;
ALTER TABLE accrual ADD CONSTRAINT accrual_grant FOREIGN KEY (provider_id, grant_id) REFERENCES term_grant;
UPDATE accrual SET grant_id = term_grant.id
FROM event JOIN term_grant ON term_grant.provider_id = event.provider_id AND term_grant.account_id::text = event.subject_id
WHERE accrual.kind IN ('bounty', 'residual') AND event.position = accrual.event AND event.subject_type = 'account'
  AND term_grant.granted_at = accrual.accrued_at AND term_grant.paid AND term_grant.source NOT IN ('refund', 'conversion');
-- A refund may take two of an event back.
ALTER TABLE accrual DROP CONSTRAINT accrual_provider_id_serial_event_kind_key;
CREATE UNIQUE INDEX accrual_once ON accrual (provider_id, serial, event, kind, coalesce(undoes, 0));
CREATE INDEX accrual_of_grant ON accrual (provider_id, grant_id) WHERE grant_id IS NOT NULL;
-- By which time an account was first paid for that began with an item nobody paid for; null: by none, or by that item.
ALTER TABLE account_origin ADD COLUMN paid_by uuid;
UPDATE account_origin SET paid_by = accrual.grant_id
FROM accrual
WHERE accrual.provider_id = account_origin.provider_id AND accrual.serial = account_origin.serial AND accrual.kind = 'bounty';
GRANT UPDATE (paid_by) ON account_origin TO counterfoil_app;

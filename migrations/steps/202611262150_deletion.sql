--liquibase formatted sql
-- The way to deletion: the date that was promised last, a purge that the node confirms, and what is left of an account afterwards.

--changeset counterfoil:202611262150_deletion splitStatements:false
ALTER TABLE account
    DROP CONSTRAINT due_until_frozen,
    DROP CONSTRAINT account_term_state_check,
    -- When days of grace end.
    ADD COLUMN term_until        timestamptz,
    -- Deletion was announced for no earlier date than this; null: never announced.
    ADD COLUMN term_promised_at  timestamptz,
    -- Of a scheduled deletion: the state that taking it back leads to, and when that one froze.
    ADD COLUMN term_before       text CHECK (term_before IN ('trial', 'active', 'grace', 'frozen')),
    ADD COLUMN term_before_since timestamptz,
    -- What is left of a deleted account names nobody; its customer is gone when it was the last one.
    ALTER COLUMN username DROP NOT NULL,
    ALTER COLUMN password_hash DROP NOT NULL,
    ALTER COLUMN contact_id DROP NOT NULL,
    ALTER COLUMN customer_id DROP NOT NULL;
UPDATE account SET term_until = term_due_at WHERE term_state = 'grace';
-- Nobody was told a date at the freezes so far: the clock freezes these once more, tells them, and gives them the days from then on.
UPDATE account SET
    term_state = CASE plan.edition WHEN 'trial' THEN 'trial' ELSE 'grace' END,
    term_until = CASE plan.edition WHEN 'trial' THEN NULL ELSE now() END,
    term_since = now(),
    term_due_at = now()
FROM plan WHERE term_state = 'frozen' AND plan.provider_id = account.provider_id AND plan.id = account.plan_id;
-- Sub-accounts have a copy of where their parents stand, whose date counts.
UPDATE account sub SET
    term_state = parent.term_state, term_ends_at = parent.term_ends_at, term_since = parent.term_since, term_until = parent.term_until, term_due_at = NULL
FROM account parent WHERE parent.provider_id = sub.provider_id AND parent.id = sub.parent_id;
ALTER TABLE account
    ADD CONSTRAINT account_term_state_check CHECK (term_state IN ('trial', 'active', 'grace', 'frozen', 'deletion_scheduled', 'purging', 'deleted')),
    ADD CONSTRAINT due_until_purged CHECK (CASE
        WHEN parent_id IS NULL THEN (term_due_at IS NULL) = (term_state IN ('purging', 'deleted'))
        -- Its own uninstall is all that is ever due of a sub-account.
        ELSE term_due_at IS NULL OR term_state = 'deletion_scheduled' END),
    ADD CONSTRAINT state_with_its_data CHECK (
        (term_state <> 'grace' OR term_until IS NOT NULL)
        AND (term_state NOT IN ('frozen', 'deletion_scheduled', 'purging', 'deleted') OR term_promised_at IS NOT NULL)
        AND (term_before IS NOT NULL) = (term_state = 'deletion_scheduled')),
    -- No purge begins before the date that was promised.
    ADD CONSTRAINT promise_kept CHECK (term_state NOT IN ('purging', 'deleted') OR term_promised_at <= term_since),
    ADD CONSTRAINT deleted_names_nobody CHECK (CASE term_state
        WHEN 'deleted' THEN num_nonnulls(username, password_hash, contact_id) = 0
        ELSE num_nulls(username, password_hash, contact_id, customer_id) = 0 END);
CREATE INDEX account_purging ON account (id) WHERE term_state = 'purging';
CREATE INDEX account_contact ON account (provider_id, contact_id);
CREATE INDEX account_customer ON account (provider_id, customer_id);
CREATE INDEX contact_customer ON contact (provider_id, customer_id);
-- A plan is free again once its account is deleted.
DROP INDEX one_parent_account_per_plan;
CREATE UNIQUE INDEX one_parent_account_per_plan ON account (provider_id, customer_id, plan_id)
    WHERE parent_id IS NULL AND term_state <> 'deleted';
GRANT DELETE ON customer, contact TO counterfoil_app;

ALTER TABLE placement
    -- When the node was first to remove everything; it stays closed from then on.
    ADD COLUMN purge_at       timestamptz,
    -- The node's receipt.
    ADD COLUMN purged_at      timestamptz,
    ADD COLUMN purged_objects bigint,
    ADD COLUMN purged_bytes   bigint,
    ADD CONSTRAINT closed_before_purge CHECK (purge_at IS NULL OR state = 'closed'),
    ADD CONSTRAINT whole_receipt CHECK (num_nulls(purged_at, purged_objects, purged_bytes) IN (0, 3)
        AND (purged_at IS NULL OR purge_at IS NOT NULL));
DROP INDEX placement_pending;
CREATE INDEX placement_pending ON placement (account_id) WHERE applied_version < version AND purge_at IS NULL;

--liquibase formatted sql
-- Where an account's term stands, and when the clock has to look at it, so that a sweep touches only what is due.

--changeset counterfoil:202611262015_term_states splitStatements:false
ALTER TABLE account
    ADD COLUMN term_state  text CHECK (term_state IN ('trial', 'active', 'grace', 'frozen')),
    ADD COLUMN term_since  timestamptz,
    -- Null: only a grant moves it.
    ADD COLUMN term_due_at timestamptz;
UPDATE account SET
    term_state = CASE plan.edition WHEN 'trial' THEN 'trial' ELSE 'active' END,
    term_since = account.created_at,
    term_due_at = account.term_ends_at
FROM plan WHERE plan.provider_id = account.provider_id AND plan.id = account.plan_id;
ALTER TABLE account
    ALTER COLUMN term_state SET NOT NULL,
    ALTER COLUMN term_since SET NOT NULL,
    ADD CONSTRAINT due_until_frozen CHECK ((term_due_at IS NULL) = (term_state = 'frozen'));
CREATE INDEX account_due ON account (term_due_at) WHERE term_due_at IS NOT NULL;
CREATE INDEX account_parent ON account (provider_id, parent_id) WHERE parent_id IS NOT NULL;

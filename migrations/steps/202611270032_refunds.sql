--liquibase formatted sql
-- Time is given by hand and taken back for a reason, each as one more entry of an account's list, whose order is kept.

--changeset counterfoil:202611270032_refunds splitStatements:false
ALTER TABLE term_grant
    DROP CONSTRAINT term_grant_source_check,
    ADD CONSTRAINT term_grant_source_check CHECK (source IN ('redemption', 'by_hand', 'trial', 'conversion', 'refund')),
    -- Null: a refund of all that was left.
    ALTER COLUMN period DROP NOT NULL,
    -- Its place in the account's list.
    ADD COLUMN seq        integer,
    -- Whether somebody paid for the time.
    ADD COLUMN paid       boolean,
    -- Of a refund: the grant whose rest it takes back.
    ADD COLUMN refunds_id uuid,
    ADD COLUMN reason     text;
UPDATE term_grant SET seq = place.seq
FROM (SELECT id, row_number() OVER (PARTITION BY provider_id, account_id ORDER BY granted_at, from_at, id) AS seq FROM term_grant) place
WHERE place.id = term_grant.id;
UPDATE term_grant SET paid = product.sales_model <> 'giveaway'
FROM redemption
JOIN serial_item ON serial_item.provider_id = redemption.provider_id AND serial_item.serial = redemption.serial
JOIN product ON product.provider_id = serial_item.provider_id AND product.id = serial_item.product_id
WHERE redemption.provider_id = term_grant.provider_id AND redemption.id = term_grant.redemption_id;
UPDATE term_grant SET paid = true WHERE source = 'conversion';
-- Trials were noted as given by hand; so was what a technician opened for the plan's trial days.
UPDATE term_grant SET paid = false, source = 'trial'
FROM account JOIN plan ON plan.provider_id = account.provider_id AND plan.id = account.plan_id
WHERE source = 'by_hand' AND account.provider_id = term_grant.provider_id AND account.id = term_grant.account_id
  AND plan.edition = 'trial' AND period = 'P' || plan.trial_days || 'D';
UPDATE term_grant SET paid = plan.edition <> 'trial'
FROM account JOIN plan ON plan.provider_id = account.provider_id AND plan.id = account.plan_id
WHERE paid IS NULL AND account.provider_id = term_grant.provider_id AND account.id = term_grant.account_id;
ALTER TABLE term_grant
    ALTER COLUMN seq SET NOT NULL,
    ALTER COLUMN paid SET NOT NULL,
    ADD CONSTRAINT one_place_each UNIQUE (provider_id, account_id, seq),
    ADD CONSTRAINT entry_of_account UNIQUE (provider_id, account_id, id),
    ADD CONSTRAINT refunds_what_the_account_was_granted FOREIGN KEY (provider_id, account_id, refunds_id)
        REFERENCES term_grant (provider_id, account_id, id),
    ADD CONSTRAINT refund_with_its_data CHECK (CASE source
        WHEN 'refund' THEN refunds_id IS NOT NULL AND reason IS NOT NULL
        ELSE refunds_id IS NULL AND period IS NOT NULL END);

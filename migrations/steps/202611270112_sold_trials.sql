--liquibase formatted sql
-- Terms on plans of the edition trial were once all taken for free time; those with a sold card are paid for, and have days of grace.

--changeset counterfoil:202611270112_sold_trials splitStatements:false
-- A conversion leaves time of another plan's cards behind, so only cards of the present plan say something.
WITH sold AS (
    SELECT account.id FROM account
    WHERE parent_id IS NULL AND coalesce(term_before, term_state) = 'trial'
      AND EXISTS (SELECT FROM term_grant
          JOIN redemption ON redemption.provider_id = term_grant.provider_id AND redemption.id = term_grant.redemption_id
          JOIN serial_item ON serial_item.provider_id = redemption.provider_id AND serial_item.serial = redemption.serial
          JOIN product ON product.provider_id = serial_item.provider_id AND product.id = serial_item.product_id
          WHERE term_grant.provider_id = account.provider_id AND term_grant.account_id = account.id
            AND term_grant.paid AND product.plan_id = account.plan_id))
UPDATE account SET
    term_state = CASE term_state WHEN 'trial' THEN 'active' ELSE term_state END,
    term_before = CASE term_before WHEN 'trial' THEN 'active' ELSE term_before END
FROM sold
WHERE coalesce(account.parent_id, account.id) = sold.id AND coalesce(term_before, term_state) = 'trial';

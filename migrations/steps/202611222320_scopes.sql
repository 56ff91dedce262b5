--liquibase formatted sql
-- What a shop and a customer see of their provider: nothing, unless a policy here or before says what.

--changeset counterfoil:202611222320_scopes splitStatements:false
-- Whether all of a provider, or everything, is in view. One look at the settings, since it is asked for every row.
CREATE FUNCTION in_wide_scope() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN current_setting('counterfoil.scope', true) IN ('provider', 'system');

-- Retailers see what is theirs, customers nothing. Outside a retailer's scope scope_retailer() is null, which no row equals.
ALTER POLICY own_retailer ON retailer USING (in_wide_scope() OR id = scope_retailer());
ALTER POLICY own_retailer ON outlet USING (in_wide_scope() OR retailer_id = scope_retailer());
ALTER POLICY own_retailer ON terminal USING (in_wide_scope() OR retailer_id = scope_retailer());
ALTER POLICY own_retailer ON staff USING (in_wide_scope() OR retailer_id = scope_retailer());
ALTER POLICY own_retailer ON api_key USING (in_wide_scope() OR retailer_id = scope_retailer());
ALTER POLICY own_retailer ON shipment USING (in_wide_scope() OR retailer_id = scope_retailer());
ALTER POLICY own_retailer ON carton USING (in_wide_scope()
    OR EXISTS (SELECT FROM shipment WHERE shipment.provider_id = carton.provider_id AND shipment.id = carton.shipment_id));
ALTER POLICY own_retailer ON serial_item USING (in_wide_scope() OR retailer_id = scope_retailer());
ALTER POLICY own_retailer ON till_request USING (in_wide_scope() OR retailer_id = scope_retailer());
-- A till compares prices and price symbols.
CREATE POLICY own_retailer ON product AS RESTRICTIVE USING (in_wide_scope() OR scope_retailer() IS NOT NULL);

-- Customers see what is theirs, retailers nothing.
ALTER POLICY own_customer ON customer USING (in_wide_scope() OR id = scope_customer());
ALTER POLICY own_customer ON contact USING (in_wide_scope() OR customer_id = scope_customer());
ALTER POLICY own_customer ON account USING (in_wide_scope() OR customer_id = scope_customer());
CREATE POLICY own_customer ON redemption AS RESTRICTIVE USING (in_wide_scope()
    OR EXISTS (SELECT FROM account WHERE account.provider_id = redemption.provider_id AND account.id = redemption.account_id));
CREATE POLICY own_customer ON term_grant AS RESTRICTIVE USING (in_wide_scope()
    OR EXISTS (SELECT FROM account WHERE account.provider_id = term_grant.provider_id AND account.id = term_grant.account_id));
CREATE POLICY own_customer ON placement AS RESTRICTIVE USING (in_wide_scope()
    OR EXISTS (SELECT FROM account WHERE account.provider_id = placement.provider_id AND account.id = placement.account_id));
CREATE POLICY own_customer ON repository_key AS RESTRICTIVE USING (in_wide_scope()
    OR EXISTS (SELECT FROM account WHERE account.provider_id = repository_key.provider_id AND account.id = repository_key.account_id));
-- An account's page names its plan.
CREATE POLICY own_customer ON plan AS RESTRICTIVE USING (in_wide_scope() OR scope_customer() IS NOT NULL);

-- Both see what happened to what is theirs, and their own sessions. The chains of runs are the provider's.
CREATE POLICY own_subject ON event AS RESTRICTIVE USING (in_wide_scope() OR CASE subject_type
    WHEN 'item' THEN EXISTS (SELECT FROM serial_item WHERE serial_item.serial = event.subject_id::bigint)
    WHEN 'shipment' THEN EXISTS (SELECT FROM shipment
        WHERE shipment.provider_id = event.provider_id AND shipment.id = event.subject_id::uuid)
    WHEN 'account' THEN EXISTS (SELECT FROM account
        WHERE account.provider_id = event.provider_id AND account.id = event.subject_id::uuid)
    ELSE false END);
CREATE POLICY own_person ON session AS RESTRICTIVE USING (in_wide_scope() OR customer_id = scope_customer()
    OR EXISTS (SELECT FROM staff WHERE staff.provider_id = session.provider_id AND staff.id = session.subject_id));

-- Neither has any business here.
ALTER POLICY own_provider ON audit_entry USING (in_wide_scope());
ALTER POLICY own_provider ON approval USING (in_wide_scope());
CREATE POLICY own_provider ON print_run AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON print_part AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON sealed_codes AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON sign_in_attempt AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON setup_link AS RESTRICTIVE USING (in_wide_scope());
CREATE POLICY own_provider ON failed_guess AS RESTRICTIVE USING (in_wide_scope());
-- Left as they are: provider (its name and zone stand on every page) and stored_answer (sealed under its Idempotency-Key).

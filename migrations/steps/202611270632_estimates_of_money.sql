--liquibase formatted sql
-- Who asks is the same for every row: asked once in a query, the planner takes many rows for many, and no row costs a look at the session's settings.

--changeset counterfoil:202611270632_estimates_of_money
ALTER POLICY tenant ON accrual USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
ALTER POLICY tenant ON retailer_settlement USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
ALTER POLICY tenant ON ledger_transfer USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
ALTER POLICY tenant ON statement USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
ALTER POLICY tenant ON statement_line USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
ALTER POLICY tenant ON payment USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
ALTER POLICY tenant ON payout USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
ALTER POLICY tenant ON serial_item USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
ALTER POLICY tenant ON event USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
ALTER POLICY tenant ON till_request USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
ALTER POLICY own_retailer ON accrual USING ((SELECT in_wide_scope()) OR retailer_id = (SELECT scope_retailer()));
ALTER POLICY own_retailer ON retailer_settlement USING ((SELECT in_wide_scope()) OR retailer_id = (SELECT scope_retailer()));
ALTER POLICY own_retailer ON statement USING ((SELECT in_wide_scope()) OR retailer_id = (SELECT scope_retailer()));
ALTER POLICY own_retailer ON statement_line USING ((SELECT in_wide_scope()) OR retailer_id = (SELECT scope_retailer()));
ALTER POLICY own_retailer ON payment USING ((SELECT in_wide_scope()) OR retailer_id = (SELECT scope_retailer()));
ALTER POLICY own_retailer ON payout USING ((SELECT in_wide_scope()) OR retailer_id = (SELECT scope_retailer()));
ALTER POLICY own_retailer ON serial_item USING ((SELECT in_wide_scope()) OR retailer_id = (SELECT scope_retailer()));
ALTER POLICY own_retailer ON till_request USING ((SELECT in_wide_scope()) OR retailer_id = (SELECT scope_retailer()));
ALTER POLICY own_provider ON ledger_transfer USING ((SELECT in_wide_scope()));
ALTER POLICY own_retailer ON ledger_transfer WITH CHECK ((SELECT in_wide_scope()) OR retailer_id = (SELECT scope_retailer()));
ALTER POLICY own_subject ON event USING ((SELECT in_wide_scope()) OR CASE subject_type
    WHEN 'item' THEN EXISTS (SELECT FROM serial_item WHERE serial_item.serial = event.subject_id::bigint)
    WHEN 'shipment' THEN EXISTS (SELECT FROM shipment
        WHERE shipment.provider_id = event.provider_id AND shipment.id = event.subject_id::uuid)
    WHEN 'loss' THEN EXISTS (SELECT FROM loss
        WHERE loss.provider_id = event.provider_id AND loss.id = event.subject_id::uuid)
    WHEN 'return' THEN EXISTS (SELECT FROM stock_return
        WHERE stock_return.provider_id = event.provider_id AND stock_return.id = event.subject_id::uuid)
    WHEN 'account' THEN EXISTS (SELECT FROM account
        WHERE account.provider_id = event.provider_id AND account.id = event.subject_id::uuid)
    ELSE false END);
-- What was withdrawn is little of what was sold.
CREATE INDEX accrual_undone ON accrual (provider_id, id) WHERE undone_at IS NOT NULL;

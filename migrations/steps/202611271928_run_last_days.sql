--liquibase formatted sql
-- One run can have a later last day than its product: for what lies in shops, without a new promise for all that is printed.

--changeset counterfoil:202611271928_run_last_days splitStatements:false
CREATE TABLE run_last_day (
    provider_id uuid NOT NULL,
    -- Its number, with which its serials begin.
    run         integer NOT NULL,
    product_id  uuid NOT NULL,
    redeem_by   date NOT NULL,
    PRIMARY KEY (provider_id, run),
    FOREIGN KEY (provider_id, product_id) REFERENCES product
);
ALTER TABLE run_last_day ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON run_last_day USING (provider_id = (SELECT scope_provider()) OR (SELECT in_system_scope()));
CREATE POLICY own_retailer ON run_last_day AS RESTRICTIVE USING ((SELECT in_wide_scope()) OR (SELECT scope_retailer()) IS NOT NULL);
GRANT SELECT, INSERT, UPDATE (redeem_by) ON run_last_day TO counterfoil_app;

--liquibase formatted sql
-- Each reprint has a package of its own for the bureau, with links, receipts and further copies of its own.

--changeset counterfoil:202611261850_packages_of_reprints splitStatements:false
-- 1 for what was ordered with the run, more for a reprint.
ALTER TABLE bureau_link ADD COLUMN revision integer NOT NULL DEFAULT 1 CHECK (revision >= 1);
ALTER TABLE bureau_receipt ADD COLUMN revision integer NOT NULL DEFAULT 1 CHECK (revision >= 1);
DROP INDEX bureau_receipt_sending;
CREATE UNIQUE INDEX bureau_receipt_sending ON bureau_receipt (provider_id, run_id, revision) WHERE state = 'sending';
-- How many further copies of a package a second person agreed to that were not made yet.
CREATE TABLE package_grant (
    provider_id uuid NOT NULL,
    run_id      uuid NOT NULL,
    revision    integer NOT NULL CHECK (revision >= 1),
    packages    integer NOT NULL CHECK (packages >= 0),
    PRIMARY KEY (provider_id, run_id, revision),
    FOREIGN KEY (provider_id, run_id) REFERENCES print_run_bureau
);
INSERT INTO package_grant (provider_id, run_id, revision, packages)
SELECT provider_id, run_id, 1, further_packages FROM print_run_bureau WHERE further_packages > 0;
ALTER TABLE print_run_bureau DROP COLUMN further_packages;
ALTER TABLE package_grant ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON package_grant USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON package_grant AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE ON package_grant TO counterfoil_app;

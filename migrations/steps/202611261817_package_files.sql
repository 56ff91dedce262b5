--liquibase formatted sql
-- Which files were in a package, so that a file that left with it is not free for a second time alone, nor the other way round.

--changeset counterfoil:202611261817_package_files splitStatements:false
CREATE TABLE bureau_receipt_file (
    provider_id uuid NOT NULL,
    receipt_id  uuid NOT NULL,
    name        text NOT NULL,
    -- Which file it was: after another check there may be another one of that name.
    sha256      bytea NOT NULL CHECK (length(sha256) = 32),
    PRIMARY KEY (provider_id, receipt_id, name),
    FOREIGN KEY (provider_id, receipt_id) REFERENCES bureau_receipt
);
-- What left before is taken for what is known of the files now.
INSERT INTO bureau_receipt_file (provider_id, receipt_id, name, sha256)
SELECT receipt.provider_id, receipt.id, file.name, file.sha256
FROM bureau_receipt AS receipt
JOIN print_file AS file
  ON file.provider_id = receipt.provider_id AND file.run_id = receipt.run_id AND file.revision = 1
UNION ALL
SELECT receipt.provider_id, receipt.id, data.name, data.sha256
FROM bureau_receipt AS receipt
JOIN print_run_bureau AS run ON run.provider_id = receipt.provider_id AND run.run_id = receipt.run_id
JOIN print_data AS data
  ON data.provider_id = receipt.provider_id AND data.run_id = receipt.run_id
 AND data.name = CASE run.data_format WHEN 'csv' THEN 'data.csv' WHEN 'fixed' THEN 'data.txt' END;
ALTER TABLE bureau_receipt_file ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON bureau_receipt_file USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON bureau_receipt_file AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT ON bureau_receipt_file TO counterfoil_app;
-- So many files had left alone when a link was made; each further one needs a second person's word on the package.
ALTER TABLE bureau_link ADD COLUMN left_alone integer NOT NULL DEFAULT 0 CHECK (left_alone >= 0);
UPDATE bureau_link SET left_alone = (
    SELECT count(*) FROM print_download
    WHERE print_download.provider_id = bureau_link.provider_id AND print_download.run_id = bureau_link.run_id);

--liquibase formatted sql
-- Of many retailers and outlets one is chosen by the beginning of its name, in small letters or capitals. Comparisons of plain columns keep their index under a policy.

--changeset counterfoil:202611282150_shop_names
ALTER TABLE retailer ADD COLUMN name_folded text COLLATE "C" GENERATED ALWAYS AS (lower(name COLLATE pg_c_utf8)) STORED;
ALTER TABLE outlet ADD COLUMN name_folded text COLLATE "C" GENERATED ALWAYS AS (lower(name COLLATE pg_c_utf8)) STORED;
CREATE INDEX retailer_name ON retailer (provider_id, name_folded);
CREATE INDEX outlet_name ON outlet (provider_id, name_folded);
CREATE INDEX outlet_of_retailer ON outlet (provider_id, retailer_id, name_folded);

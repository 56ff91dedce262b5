--liquibase formatted sql
-- Whoever is on the phone is found by the beginning of a name, address or username. Comparisons of plain columns keep their index under a policy, LIKE and functions of columns don't.

--changeset counterfoil:202611262218_customer_search
ALTER TABLE customer ADD COLUMN name_folded text COLLATE "C" GENERATED ALWAYS AS (lower(name COLLATE pg_c_utf8)) STORED;
ALTER TABLE contact ADD COLUMN name_folded text COLLATE "C" GENERATED ALWAYS AS (lower(name COLLATE pg_c_utf8)) STORED;
ALTER TABLE contact ADD COLUMN email_folded text COLLATE "C" GENERATED ALWAYS AS (lower(email COLLATE pg_c_utf8)) STORED;
CREATE INDEX customer_name ON customer (provider_id, name_folded);
CREATE INDEX contact_name ON contact (provider_id, name_folded);
CREATE INDEX contact_email ON contact (provider_id, email_folded);
CREATE INDEX account_username ON account (provider_id, username COLLATE "C");
CREATE INDEX contact_of_customer ON contact (provider_id, customer_id);
CREATE INDEX account_of_customer ON account (provider_id, customer_id);

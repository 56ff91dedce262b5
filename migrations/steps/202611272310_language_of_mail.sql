--liquibase formatted sql
-- Messages are in the language of their reader: a contact's own, which is that of the page on which they came, else the provider's.

--changeset counterfoil:202611272310_language_of_mail
ALTER TABLE contact ADD COLUMN language text CHECK (language IN ('en', 'de'));
ALTER TABLE mail_sender ADD COLUMN language text CHECK (language IN ('en', 'de'));

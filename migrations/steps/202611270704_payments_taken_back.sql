--liquibase formatted sql
-- A payment that somebody entered by mistake is taken back by one of the opposite amount; both stay, and its reference may be used again.

--changeset counterfoil:202611270704_payments_taken_back
ALTER TABLE payment ADD COLUMN undone_at timestamptz;
-- The payment that this one takes back.
ALTER TABLE payment ADD COLUMN undoes uuid;
ALTER TABLE payment ADD FOREIGN KEY (provider_id, undoes) REFERENCES payment;
ALTER TABLE payment ADD CHECK (undoes IS NULL OR undone_at IS NULL);
CREATE UNIQUE INDEX payment_undoes ON payment (provider_id, undoes) WHERE undoes IS NOT NULL;
DROP INDEX payment_reference;
CREATE UNIQUE INDEX payment_reference ON payment (provider_id, (amount_minor > 0), reference)
    WHERE undoes IS NULL AND undone_at IS NULL;
GRANT UPDATE (undone_at) ON payment TO counterfoil_app;

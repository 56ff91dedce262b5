--liquibase formatted sql
-- A shop may write the number of its statement into a payment to us, which is how we name our payment to it: a reference tells payments in the same direction apart.

--changeset counterfoil:202611270626_references_by_direction
ALTER TABLE payment DROP CONSTRAINT payment_provider_id_reference_key;
CREATE UNIQUE INDEX payment_reference ON payment (provider_id, (amount_minor > 0), reference);

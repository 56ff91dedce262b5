--liquibase formatted sql
-- Whether those who leave may be asked why is asked with a trial too, and what is kept of them is erased on request.

--changeset counterfoil:202611270052_consents
ALTER TABLE trial_request ADD COLUMN follow_up boolean NOT NULL DEFAULT false;
GRANT DELETE ON follow_up TO counterfoil_app;

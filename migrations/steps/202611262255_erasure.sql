--liquibase formatted sql
-- A customer who has no account any more is forgotten on request, with all contacts.

--changeset counterfoil:202611262255_erasure
GRANT DELETE ON customer, contact TO counterfoil_app;

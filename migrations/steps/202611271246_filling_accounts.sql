--liquibase formatted sql
-- Staff list the accounts whose space fills, without looking at all others.

--changeset counterfoil:202611271246_filling_accounts
CREATE INDEX placement_space_told ON placement (provider_id, account_id) WHERE space_told > 0;

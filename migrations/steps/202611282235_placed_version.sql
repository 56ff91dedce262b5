--liquibase formatted sql
-- At the end of a move the old node handed clients on while the new one still turned them away; it is to wait until the new one has confirmed that it holds the account.

--changeset counterfoil:202611282235_placed_version
-- Since which version its node holds the account; 0 = it always has.
ALTER TABLE placement ADD COLUMN placed_version bigint NOT NULL DEFAULT 0 CHECK (placed_version <= version);
-- The end of a move may be on its way.
UPDATE placement SET placed_version = version WHERE applied_version < version;

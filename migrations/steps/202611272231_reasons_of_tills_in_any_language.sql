--liquibase formatted sql
-- Why a till's request was declined is said in the reader's language: kept is the English sentence, or its pattern with its values.

--changeset counterfoil:202611272231_reasons_of_tills_in_any_language
ALTER TABLE till_request ALTER COLUMN reason TYPE jsonb
    USING CASE WHEN reason IS NULL THEN NULL ELSE jsonb_build_object('english', reason) END;

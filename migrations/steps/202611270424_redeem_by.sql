--liquibase formatted sql
-- Until which day, by the provider's calendar, a product's codes can be redeemed; after it they are worthless.

--changeset counterfoil:202611270424_redeem_by splitStatements:false
ALTER TABLE product ADD COLUMN redeem_by date;

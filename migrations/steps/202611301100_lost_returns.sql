--liquibase formatted sql
-- What a shop sent back may be lost on its way: the return says how much of it was, and is over without it.

--changeset counterfoil:202611301100_lost_returns splitStatements:false
ALTER TABLE stock_return ADD lost_items integer NOT NULL DEFAULT 0 CHECK (lost_items >= 0);
ALTER TABLE stock_return DROP CONSTRAINT stock_return_state_check, DROP CONSTRAINT stock_return_check;
ALTER TABLE stock_return
    ADD CONSTRAINT stock_return_state_check CHECK (state IN ('sent', 'short', 'counted', 'lost')),
    ADD CONSTRAINT stock_return_check CHECK (restocked_items + destroyed_items + lost_items <= items);
-- Such an item was sent back, so that its shop doesn't buy it by finding it, even if it needs no till.
ALTER TABLE serial_item ADD astray boolean NOT NULL DEFAULT false;

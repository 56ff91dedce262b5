--liquibase formatted sql
-- A bureau that printed items again says nothing of the others: nobody counts those in by its reply.

--changeset counterfoil:202611301101_replies_of_reprints splitStatements:false
ALTER TABLE bureau_reply
    ADD unsaid integer NOT NULL DEFAULT 0 CHECK (unsaid >= 0),
    ADD unsaid_firsts integer[] NOT NULL DEFAULT '{}',
    ADD unsaid_lasts integer[] NOT NULL DEFAULT '{}',
    ADD CHECK (cardinality(unsaid_firsts) = cardinality(unsaid_lasts));
-- What was read as if it were about all items is asked for once more, and says nothing of the others till then.
ALTER TABLE bureau_reply DROP CONSTRAINT bureau_reply_state_check;
ALTER TABLE bureau_reply ADD CONSTRAINT bureau_reply_state_check
    CHECK (state IN ('proposed', 'replaced', 'misread', 'accepted', 'faulty'));
UPDATE bureau_reply SET state = 'misread' FROM bureau_link
WHERE bureau_link.provider_id = bureau_reply.provider_id AND bureau_link.id = bureau_reply.link_id
  AND bureau_link.revision > 1 AND bureau_reply.state IN ('proposed', 'replaced');

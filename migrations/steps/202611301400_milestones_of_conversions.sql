--liquibase formatted sql
-- A conversion of time that cards of different prices brought remembers which of its time came from which, so that a refund takes back the right one.

--changeset counterfoil:202611301400_milestones_of_conversions
ALTER TABLE term_grant
    -- Where the parts end that were worth differently, but the last: seconds of the time that was taken over, and of the conversion.
    ADD COLUMN old_seconds bigint[] NOT NULL DEFAULT '{}',
    ADD COLUMN new_seconds bigint[] NOT NULL DEFAULT '{}',
    ADD CONSTRAINT term_grant_milestones CHECK (
        cardinality(old_seconds) = cardinality(new_seconds) AND (source = 'conversion' OR cardinality(old_seconds) = 0));

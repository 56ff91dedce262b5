--liquibase formatted sql
-- What bureaus say of the items that they printed: proposals until somebody counts the run in by one.

--changeset counterfoil:202611261838_bureau_replies splitStatements:false
CREATE TABLE bureau_reply (
    provider_id    uuid NOT NULL,
    id             uuid NOT NULL UNIQUE,
    run_id         uuid NOT NULL,
    -- With which it was handed in.
    link_id        uuid NOT NULL,
    address        text NOT NULL,
    received_at    timestamptz NOT NULL,
    -- Of the table that was sent.
    sha256         bytea NOT NULL CHECK (length(sha256) = 32),
    state          text NOT NULL CHECK (state IN ('proposed', 'replaced', 'accepted', 'faulty')),
    printed        integer NOT NULL CHECK (printed >= 0),
    spoiled        integer NOT NULL CHECK (spoiled >= 0),
    missing        integer NOT NULL CHECK (missing >= 0),
    -- Ranges of places in the run: the first and the last of each.
    spoiled_firsts integer[] NOT NULL,
    spoiled_lasts  integer[] NOT NULL,
    missing_firsts integer[] NOT NULL,
    missing_lasts  integer[] NOT NULL,
    -- A sentence each; a reply with faults has nothing else.
    faults         text[] NOT NULL,
    PRIMARY KEY (provider_id, id),
    FOREIGN KEY (provider_id, run_id) REFERENCES print_run_bureau,
    FOREIGN KEY (provider_id, link_id) REFERENCES bureau_link,
    CHECK ((state = 'faulty') = (cardinality(faults) > 0)),
    CHECK (cardinality(spoiled_firsts) = cardinality(spoiled_lasts)),
    CHECK (cardinality(missing_firsts) = cardinality(missing_lasts))
);
CREATE INDEX bureau_reply_run ON bureau_reply (provider_id, run_id);
-- A later one takes the place of the one before.
CREATE UNIQUE INDEX bureau_reply_proposed ON bureau_reply (provider_id, run_id) WHERE state = 'proposed';
ALTER TABLE bureau_reply ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON bureau_reply USING (provider_id = scope_provider() OR in_system_scope());
CREATE POLICY own_provider ON bureau_reply AS RESTRICTIVE USING (in_wide_scope());
GRANT SELECT, INSERT, UPDATE ON bureau_reply TO counterfoil_app;

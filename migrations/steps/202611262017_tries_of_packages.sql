--liquibase formatted sql
-- What the provider itself fetched ends the links to a package, and tries count by package, not by link.

--changeset counterfoil:202611262017_tries_of_packages
-- So often the provider itself had fetched the package, in whole or in part, when a link was made; with each further time it ends.
ALTER TABLE bureau_link ADD COLUMN by_provider integer NOT NULL DEFAULT 0 CHECK (by_provider >= 0);
-- So many tries with links were made before a second person agreed to this one; they don't count against it. 0 without that.
ALTER TABLE bureau_link ADD COLUMN by_links integer NOT NULL DEFAULT 0 CHECK (by_links >= 0);
-- Whether a second person agreed to a link is not known of those made before: below five tries none is taken to have.
UPDATE bureau_link SET
    by_provider = before.by_provider,
    by_links = CASE WHEN before.by_links < 5 THEN 0 ELSE before.by_links END
FROM (
    SELECT link.provider_id, link.id,
           count(*) FILTER (WHERE receipt.link_id IS NULL) AS by_provider,
           count(*) FILTER (WHERE receipt.link_id IS NOT NULL) AS by_links
    FROM bureau_link AS link
    JOIN bureau_receipt AS receipt
      ON receipt.provider_id = link.provider_id AND receipt.run_id = link.run_id
     AND receipt.revision = link.revision AND receipt.started_at < link.created_at
    WHERE receipt.bytes > 0 OR receipt.sha256 IS NULL
    GROUP BY link.provider_id, link.id) AS before
WHERE bureau_link.provider_id = before.provider_id AND bureau_link.id = before.id;

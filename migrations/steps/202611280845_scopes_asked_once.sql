--liquibase formatted sql
-- Who asks is the same for every row: every policy asks it once in a query, as those of the large tables did before; a look at the session's settings for each row made lists and sums of the others slow.

--changeset counterfoil:202611280845_scopes_asked_once splitStatements:false
DO $$
DECLARE
    asked CONSTANT text := '(?<!SELECT )(in_system_scope|in_wide_scope|scope_provider|scope_retailer|scope_customer)\(\)';
    policy record;
BEGIN
    FOR policy IN SELECT * FROM pg_policies
                  WHERE schemaname = current_schema() AND (qual ~ asked OR with_check ~ asked)
    LOOP
        EXECUTE format('ALTER POLICY %I ON %I', policy.policyname, policy.tablename)
            || coalesce(' USING (' || regexp_replace(policy.qual, asked, '(SELECT \1())', 'g') || ')', '')
            || coalesce(' WITH CHECK (' || regexp_replace(policy.with_check, asked, '(SELECT \1())', 'g') || ')', '');
    END LOOP;
END
$$;

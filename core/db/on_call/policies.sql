-- name: policy_for
-- The definition of the policy $2, else of the one that the organization chose for severity $3; nothing where it chose none.
select p.definition
from policies p
left join alerting_settings s on s.organization_id = p.organization_id
where p.organization_id = $1 and p.id = coalesce($2, (s.severity_policies ->> $3)::bigint);

-- name: policies
-- All of organization $1, or the one with the id $2; with how many rules name each.
select p.id, p.name, p.definition, p.updated_at,
       (select count(*) from rules r
        where r.organization_id = p.organization_id and (r.definition ->> 'policy_id')::bigint = p.id) as rules
from policies p
where p.organization_id = $1 and ($2::bigint is null or p.id = $2)
order by lower(p.name);

-- name: policy_named
select id from policies where organization_id = $1 and name = $2 order by id limit 1;

-- name: insert_policy
insert into policies (organization_id, name, definition, created_at, updated_at) values ($1, $2, $3, $4, $4)
returning id;

-- name: update_policy
update policies set name = $2, definition = $3, updated_at = $4 where id = $1;

-- name: delete_policy
delete from policies where id = $1;

-- name: rules_naming
select name from rules where organization_id = $1 and (definition ->> 'policy_id')::bigint = $2 order by lower(name);

-- name: policies_naming
-- Those whose steps tell the target $3 of kind $2.
select name from policies
where organization_id = $1
  and jsonb_path_exists(definition, '$.steps[*].targets[*] ? (@.kind == $kind && @.id == $id)',
                        jsonb_build_object('kind', $2::text, 'id', $3::bigint))
order by lower(name);

-- name: severity_policies
select severity_policies from alerting_settings where organization_id = $1;

-- name: set_severity_policies
insert into alerting_settings (organization_id, severity_policies) values ($1, $2)
on conflict (organization_id) do update
set severity_policies = excluded.severity_policies, rules_version = alerting_settings.rules_version + 1;

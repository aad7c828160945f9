-- name: policy_for
-- The definition of the policy $2, else of the one that the organization chose for severity $3; nothing where it chose none.
select p.definition
from policies p
left join alerting_settings s on s.organization_id = p.organization_id
where p.organization_id = $1 and p.id = coalesce($2, (s.severity_policies ->> $3)::bigint)

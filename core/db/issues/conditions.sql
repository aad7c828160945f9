-- name: fingerprints
-- Of the issues that a condition means; the mark is replaced by what core/db/issues/search.py compiled.
select h.project_id, h.hash
from issues i
join issue_hashes h on h.issue_id = i.id
where i.project_id = any($1::bigint[]) and /*where*/ true
limit $2;

-- name: newest_releases
select distinct on (r.project_id) r.project_id, r.version
from releases r
where r.project_id = any($1::bigint[])
order by r.project_id, r.first_seen desc, r.id desc;

-- name: projects
select id, slug from projects where id = any($1::bigint[]);

-- name: issues_of
-- The issues that own these fingerprints.
select h.project_id, h.hash, i.id, i.number, i.type, i.value, i.status, i.level, p.slug
from unnest($1::bigint[], $2::bytea[]) as wanted (project_id, hash)
join issue_hashes h on h.project_id = wanted.project_id and h.hash = wanted.hash
join issues i on i.id = h.issue_id
join projects p on p.id = i.project_id;

-- name: insert_organization
insert into organizations (slug, name, created_at) values ($1, $2, $3)
on conflict (slug) do nothing
returning id, slug, name, created_at;

-- name: organization_by_slug
select id, slug, name, created_at from organizations where slug = $1;

-- name: membership
-- The organization and the role in it, in one look; no row for a stranger.
select o.id, o.slug, o.name, o.created_at, m.role
from organizations o
left join members m on m.organization_id = o.id and m.user_id = $2
where case when $3::bigint is null then o.slug = $1 else o.id = $3 end;

-- name: organizations_of_user
select o.id, o.slug, o.name, o.created_at, m.role
from members m join organizations o on o.id = m.organization_id
where m.user_id = $1
order by o.slug;

-- name: update_organization
update organizations set name = $2 where id = $1
returning id, slug, name, created_at;

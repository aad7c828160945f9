-- Searches of issues that a person gave a name, for herself or for everybody in the organization.

create table saved_views (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations on delete cascade,
    user_id bigint references users on delete set null, -- who made it
    shared boolean not null,                        -- false: seen by who made it alone
    name text not null,
    query text not null,
    sort text not null check (sort in ('date', 'new', 'freq', 'user')),
    created_at timestamptz not null
);
create unique index saved_views_name on saved_views
    (organization_id, (case when shared then 0 else user_id end), lower(name));

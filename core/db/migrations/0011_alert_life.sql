-- What the pass that follows alerts keeps of each.

alter table alerts
    add column messages integer not null default 0, -- so many times somebody was told something; part of the deliveries' keys
    add column is_flapping boolean not null default false; -- its rule opens and resolves too often for this group

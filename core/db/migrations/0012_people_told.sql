-- How often each person was told, and when: nights that were broken.
create index deliveries_user on deliveries (user_id, created_at desc) where user_id is not null;

-- From layout 3 to 4: findings have a state that reviewers set, and know what they said.
-- Runs before the DDL, which then creates what layout 3 did not have. The digest is told by the
-- next run.
create schema if not exists flags;
create table if not exists flags.finding (
    finding_id varchar primary key,
    rule varchar not null,
    rule_version integer not null,
    verdict varchar not null,
    severity varchar not null,
    claim_ids varchar[] not null,
    operands varchar,
    computation varchar not null,
    innocent_causes varchar[],
    first_seen timestamp not null,
    last_seen timestamp not null
);
create temporary table finding_3 as select * from flags.finding;
drop table flags.finding;
create table flags.finding (
    finding_id varchar primary key,
    rule varchar not null,
    rule_version integer not null,
    verdict varchar not null,
    severity varchar not null,
    claim_ids varchar[] not null,
    operands varchar,
    computation varchar not null,
    innocent_causes varchar[],
    digest varchar not null,
    state varchar not null,
    state_reason varchar,
    state_since timestamp not null,
    is_reported boolean not null,
    first_seen timestamp not null,
    last_seen timestamp not null
);
insert into flags.finding by name
select
    *,
    '' as digest,
    'open' as state,
    first_seen as state_since,
    true as is_reported
from finding_3;
drop table finding_3;

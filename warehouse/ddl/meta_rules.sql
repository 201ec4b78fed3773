create schema if not exists meta;

create table if not exists meta.rule_run (
    rule varchar primary key,
    digest varchar not null,
    ran_at timestamp not null
);
comment on table meta.rule_run is 'The last run of the rules. Grain: rule.';
comment on column meta.rule_run.rule is 'Rule, as in flags.finding.';
comment on column meta.rule_run.digest is
'Which rule ran and what it read beside the claims; one that differs runs on all claims again.';
comment on column meta.rule_run.ran_at is 'When it ran, UTC.';

create table if not exists meta.rule_claim (
    claim_id varchar not null,
    digest ubigint not null,
    origin ubigint not null,
    blocks ubigint[] not null
);
comment on table meta.rule_claim is
'The claims as the rules saw them last, by which a run tells what changed. Grain: claim_id.';
comment on column meta.rule_claim.claim_id is 'Claim, as in core.claim.';
comment on column meta.rule_claim.digest is 'Hash of all columns of the claim.';
comment on column meta.rule_claim.origin is 'Hash of the release that the claim stands in.';
comment on column meta.rule_claim.blocks is
'Hash of each block that the claim lies in, in the order of the sorted kinds of block.';

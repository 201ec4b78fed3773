create schema if not exists flags;
-- flags: What does not add up: findings about claims, never edits of them.

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
    digest varchar not null,
    state varchar not null,
    state_reason varchar,
    state_since timestamp not null,
    is_reported boolean not null,
    first_seen timestamp not null,
    last_seen timestamp not null
);
comment on table flags.finding is
'One thing that does not add up among claims. Grain: finding_id. Rows are never deleted: one that '
'no rule reports any longer is resolved.';
comment on column flags.finding.finding_id is
'Key: hash of the rule and the claims, the same in every run.';
comment on column flags.finding.rule is 'Rule that fired (C1, C4 …).';
comment on column flags.finding.rule_version is 'Version of the rule.';
comment on column flags.finding.verdict is
'contradictory, suspicious, compatible, not_comparable or explained.';
comment on column flags.finding.severity is 'How much it matters, as the rule''s header says.';
comment on column flags.finding.claim_ids is 'Claims that the finding is about.';
comment on column flags.finding.operands is 'JSON: the figures that were compared.';
comment on column flags.finding.computation is 'The comparison written out in words.';
comment on column flags.finding.innocent_causes is 'Innocent explanations that would also fit.';
comment on column flags.finding.digest is
'Hash of the verdict and of what the claims say (figures, ends, sentences): tells a change.';
comment on column flags.finding.state is
'open, accepted, dismissed or resolved: set by a reviewer, or by a run that tells why.';
comment on column flags.finding.state_reason is
'Why it has this state: the reviewer''s note, or what a run found; null for a new finding.';
comment on column flags.finding.state_since is 'When it got this state, UTC.';
comment on column flags.finding.is_reported is
'Whether the rules report it now; false once its claims no longer conflict or are gone.';
comment on column flags.finding.first_seen is 'When a run found it first, UTC.';
comment on column flags.finding.last_seen is 'When a run found it last, UTC.';

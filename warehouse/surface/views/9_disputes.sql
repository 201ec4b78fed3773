-- Who took a figure back, and who contradicts whom.

create or replace view main.revisions as
select
    revision.kind,
    revision.claimant,
    revision.victim_side,
    revision.category,
    revision.place,
    revision.period_end as day,
    revision.figure_from,
    revision.figure_to,
    revision.days_between,
    revision.publisher_from,
    revision.publisher,
    revision.is_in_one_article,
    revision.sentence_from,
    revision.sentence_to,
    revision.url
from marts.claim_revision as revision
where revision.kind <> 'restatement';
comment on view main.revisions is
'Figures that one speaker gave anew for the same thing, or that an article changed. '
'Grain: the figure before and after.';

create or replace view main.disagreements as
select
    dispute.verdict,
    dispute.relation,
    dispute.ratio,
    dispute.category,
    dispute.victim_side,
    dispute.place,
    dispute.period_end as day,
    dispute.claimant_a,
    interval_text(dispute.low_a, dispute.high_a) as says_a,
    dispute.n_origins_a,
    dispute.claimant_b,
    interval_text(dispute.low_b, dispute.high_b) as says_b,
    dispute.n_origins_b
from marts.source_disagreement as dispute
where dispute.verdict <> 'compatible';
comment on view main.disagreements is
'Two claimants whose figures for one thing cannot both be true, or lie far apart. '
'Grain: two claimants, one thing.';

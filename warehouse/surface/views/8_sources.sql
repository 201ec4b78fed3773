-- Who prints whom, how steadily, and what does not add up.

create or replace view main.reprints as
with

copy as (
    select
        origin_id,
        count(*) filter (n_figures_changed > 0) as n_changed,
        list(publisher order by published_at, article_id) as copied_by
    from marts.publisher_echo
    group by origin_id
)

select
    origin.origin_id,
    article.title,
    article.publisher_name as first_printed_by,
    origin.first_published_at,
    origin.last_published_at,
    origin.n_articles,
    origin.n_publishers,
    copy.copied_by,
    copy.n_changed as n_with_changed_figures
from core.origin as origin
inner join copy on origin.origin_id = copy.origin_id
left join core.article as article on origin.origin_id = article.article_id;
comment on view main.reprints is
'Releases that several articles print: they are one source, not many. Grain: origin_id.';

create or replace view main.coverage as
select
    publisher,
    min(day) as first_day,
    max(day) as last_day,
    count(day) as n_days,
    coalesce(max(gap_days), 0) as longest_gap_days,
    arg_max(day - gap_days::integer, gap_days) as longest_gap_from,
    sum(n_articles)::bigint as n_articles,
    sum(n_articles_with_claims)::bigint as n_articles_with_claims,
    sum(n_claims)::bigint as n_claims
from marts.coverage_daily
group by publisher;
comment on view main.coverage is
'How steadily each publisher was read, from marts.coverage_daily. Grain: publisher (null: not '
'told).';

create or replace view main.findings as
with

named as (
    select finding_id, unnest(claim_ids) as claim_id from flags.finding
),

quoted as (
    select
        named.finding_id,
        list(claim.sentence order by claim.published_at, claim.start) as sentences,
        list(distinct claim.url order by claim.url) as urls
    from named
    inner join core.claim as claim on named.claim_id = claim.claim_id
    group by named.finding_id
)

select
    finding.finding_id,
    finding.rule,
    finding.verdict,
    finding.severity,
    finding.state,
    finding.computation,
    finding.innocent_causes,
    quoted.sentences,
    quoted.urls
from flags.finding as finding
left join quoted on finding.finding_id = quoted.finding_id
where finding.state in ('open', 'accepted');
comment on view main.findings is
'What does not add up and no reviewer set aside, with the sentences behind it. Grain: finding_id.';

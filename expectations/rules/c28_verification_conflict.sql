-- id: C28
-- version: 1
-- name: verification_conflict
-- question: Does one copy of a release confirm a figure that another says could not be verified?
-- severity: warning
-- grain: one figure of one release; the first copy of each kind
-- innocent cause: The figure was confirmed after the earlier copy was printed.
-- innocent cause: The words of doubt are about another figure of the same article.
with told as (
    select
        claim_id, article_id, published_at, verification = 'verified' as confirmed,
        hash(
            origin_id, category, victim_side, lower(equipment), value, low, high, cumulative
        ) as thing
    from core.claim
    where
        article_id is not null and origin_id is not null and not implicit
        and verification in ('verified', 'unverified')
),
-- An article that has the figure both ways, by two speakers say, is no copy that differs.
read as (
    select thing, article_id, any_value(confirmed) as confirmed
    from told group by thing, article_id having min(confirmed) = max(confirmed)
),
split as (
    select thing from read group by thing having min(confirmed) <> max(confirmed)
),
pointed as (
    select
        thing,
        first(claim_id order by published_at, claim_id) filter (told.confirmed) as confirmed_id,
        first(claim_id order by published_at, claim_id) filter (not told.confirmed) as doubted_id
    from told
    semi join split using (thing)
    semi join read using (thing, article_id)
    group by thing
)
select
    [confirmed.claim_id, doubted.claim_id] as claim_ids,
    to_json([operand('confirmed', confirmed), operand('not verified', doubted)]) as operands,
    format(
        'Two copies of one release: {} is confirmed in one, and "{}" could not be verified in the '
        || 'other. {}; {}, and {}.',
        figure_words(confirmed), doubted.figure, who_words(confirmed), where_words(confirmed),
        where_words(doubted)
    ) as computation,
    case
        when confirmed.published_at > doubted.published_at + interval 1 day then 'explained'
        else 'suspicious'
    end as verdict
from pointed
inner join core.claim as confirmed on pointed.confirmed_id = confirmed.claim_id
inner join core.claim as doubted on pointed.doubted_id = doubted.claim_id

-- id: C18
-- version: 1
-- name: stale_report
-- question: Are figures told as new over 48 hours after the period that they were first told for?
-- severity: information
-- grain: two releases: the first with the figures, and a later one that has them for later days
-- innocent cause: The claimant's figures for two periods happen to be equal.
-- innocent cause: The later article tells old figures as such, and its words were read as new ones.
-- innocent cause: The earlier article was dated wrongly.
with told as (
    select
        claim_id, article_id, value, period_end, published_at,
        case when article_id is null then claim_id else coalesce(origin_id, article_id) end
            as release,
        source_kind = 'text' as printed,
        hash(
            speaker_of(claimant_id, claimant), victim_side, victim_class, category, value,
            qualifier, coalesce(place_id, lower(place)), period_end - period_start
        ) as thing
    from core.claim
    where
        category in ('killed', 'wounded', 'casualties', 'captured', 'missing')
        and period_end >= period_start and not cumulative and period_kind <> 'rate'
        and value >= 10 and published_at is not null
        and speaker_of(claimant_id, claimant) is not null
),
-- Days as far apart as six weeks; of the prints of a day, the first.
dated as (
    select * from told
    qualify row_number() over (
        partition by thing, period_end order by published_at, claim_id
    ) = 1
),
repeated as (
    select
        thing, claim_id as later_id, value, release as later_release, printed,
        published_at as later_published_at, period_end,
        lag(claim_id) over in_order as earlier_id, lag(release) over in_order as earlier_release,
        lag(published_at) over in_order as earlier_published_at,
        lag(period_end) over in_order as earlier_end
    from dated window in_order as (partition by thing order by period_end)
),
-- Two releases share figures by chance, unless their digits are four or more.
shared as (
    select
        *, row_number() over (
            partition by earlier_release, later_release order by value desc, later_id
        ) as rank,
        sum(digits_of(value)) over (partition by earlier_release, later_release) as n_digits,
        count(*) over (partition by earlier_release, later_release) as n_figures
    from repeated
    where
        printed and later_release <> earlier_release
        and period_end - earlier_end between 3 and 42
        and later_published_at > earlier_published_at
)
select
    [earlier.claim_id, later.claim_id] as claim_ids,
    to_json([operand('earlier', earlier), operand('later', later)]) as operands,
    format(
        '{} said {} {}; the same number comes as "{}" {}, {} days later{}. {}, then {}.',
        who_words(earlier), figure_words(earlier),
        day_words(earlier.period_start, earlier.period_end), later.figure,
        day_words(later.period_start, later.period_end), later.period_end - earlier.period_end,
        case when n_figures > 1 then format(', as do {} more', n_figures - 1) else '' end,
        where_words(earlier), where_words(later)
    ) as computation,
    case
        when
            regexp_matches(
                lower(later.sentence), '\b(earlier|previously|last (week|month)|again)\b'
            )
            then 'explained'
        else 'suspicious'
    end as verdict
from shared
inner join core.claim as earlier on shared.earlier_id = earlier.claim_id
inner join core.claim as later on shared.later_id = later.claim_id
where shared.rank = 1 and shared.n_digits >= 4

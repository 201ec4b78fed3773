-- What rules on reprints share: which claim of a reprint copies which claim of its release.
-- noqa: disable=layout.indent

-- A floor that became an exact number, or was turned round into a ceiling.
create or replace temp macro is_lost_floor(before, after) as
    before in ('more_than', 'at_least') and after in ('exact', 'up_to', 'less_than');

-- Claims of reprints whose words differ from the release's, each with the claim that it copies:
-- aligned by the words around the figure, else by all fields but the number, else by the number.
-- A key that two claims of an article share aligns neither.
create or replace temp macro changed_copies() as table
    with told as (
        select
            claim_id, origin_id, article_id, article_id = origin_id as is_origin,
            hash(figure, sentence) as wording
        from core.claim where article_id is not null and not implicit
    ),
    reprinted as (
        select origin_id from told group by origin_id having min(is_origin) <> max(is_origin)
    ),
    taken as (
        select copy.claim_id as copy_id, copy.article_id, origin.claim_id as origin_id
        from told as copy
        inner join told as origin
            on copy.origin_id = origin.article_id and copy.wording = origin.wording
        where origin.is_origin and not copy.is_origin
    ),
    left_over as (
        select
            claim_id, article_id, claim.origin_id, sentence, figure, category, equipment,
            victim_side, place_id, place, claimant, period_start, period_end, cumulative, value,
            value_to
        from core.claim as claim
        semi join reprinted on claim.origin_id = reprinted.origin_id
        anti join taken on claim_id = taken.copy_id
        where claim.article_id is not null and not claim.implicit
    ),
    keyed as (
        select claim_id, article_id, origin_id, unnest([  -- noqa: AL03
            { 'way': 1, 'key': hash(replace(sentence, figure, '')) },
            { 'way': 2, 'key': hash(
                category, lower(equipment), victim_side, coalesce(place_id, lower(place)),
                claimant, period_start, period_end, cumulative
            ) },
            { 'way': 3, 'key': case
                when digits_of(value) > 1
                    then hash(value, value_to, coalesce(place_id, lower(place)), lower(equipment))
            end }
        ], recursive := true) from left_over
    ),
    unlike as (
        select
            article_id, any_value(origin_id) as origin_id, way, key, any_value(claim_id) as claim_id
        from keyed where key is not null group by article_id, way, key having count(*) = 1
    )
    select copy.claim_id as copy_id, origin.claim_id as origin_id
    from unlike as copy
    inner join unlike as origin
        on copy.origin_id = origin.article_id and copy.way = origin.way and copy.key = origin.key
    anti join taken
        on copy.article_id = taken.article_id and origin.claim_id = taken.origin_id
    where copy.article_id <> copy.origin_id and origin.article_id = origin.origin_id
    qualify
        row_number() over (partition by copy.claim_id order by copy.way) = 1
        and row_number() over (
            partition by copy.article_id, origin.claim_id order by copy.way
        ) = 1;

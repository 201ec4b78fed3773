{{ config(
    materialized='incremental', incremental_strategy='remake',
    unique_key="concat_ws('|', category, period_end)",
    pre_hook=["{{ note_blocks('[built.claim_id_from, built.claim_id_to]') }}"]
) }}

with

-- One figure of one speaker for one thing, as each release has it; its reprints tell it again.
told as (
    select
        claim.*,
        {{ key_of([
            speaker_of('claim'), 'claim.category', 'lower(claim.equipment)', 'claim.victim_side',
            'claim.victim_class', group_of('claim.victim_text', 'claim.figure'),
            'coalesce(claim.place_id, lower(claim.place))', 'claim.cumulative',
            'claim.period_start', last_day_of('claim')
        ]) }} as thing_id,
        claim.approximate as is_approximate,
        {{ tells_correction("concat_ws(' ', claim.title, claim.sentence)") }} as is_noted
    from {{ ref('claim') }} as claim
    where
        claim.counted_in is null
        and not claim.implicit
        and claim.period_kind <> 'rate'
        and {{ speaker_of('claim') }} is not null
        and coalesce(claim.victim_side, claim.place) is not null
        and (claim.cumulative or (claim.period_start is not null and claim.period_end is not null))
        and claim.published_at is not null
        {% if is_incremental() %}
            and {{ block_of('claim.category', last_day_of('claim')) }} in {{ remade() }}
        {% endif %}
    qualify
        row_number() over (
            partition by thing_id, claim.origin_id
            order by claim.published_at, claim.article_id, claim.start, claim.claim_id
        ) = 1
),

successive as (
    select
        told as later,
        lag(told) over (
            partition by told.thing_id order by told.published_at, told.origin_id
        ) as earlier
    from told
)

select
    {{ key_of(['earlier.claim_id', 'later.claim_id']) }} as revision_id,
    case
        when later.low = earlier.low and (later.high is not distinct from earlier.high)
            then 'restatement'
        when later.is_noted then 'correction'
        when later.low >= {{ floor_of('earlier') }} then 'update'
        else 'silent_edit'
    end as kind,
    earlier.article_id as article_id_from,
    later.article_id,
    earlier.publisher as publisher_from,
    later.publisher,
    later.url,
    later.published_at,
    earlier.origin_id as origin_id_from,
    later.origin_id,
    earlier.version as version_from,
    later.version as version_to,
    earlier.published_at as seen_from,
    later.published_at as seen_to,
    earlier.figure as figure_from,
    later.figure as figure_to,
    earlier.sentence as sentence_from,
    later.sentence as sentence_to,
    earlier.claim_id as claim_id_from,
    later.claim_id as claim_id_to,
    earlier.low as low_from,
    earlier.high as high_from,
    later.low as low_to,
    later.high as high_to,
    coalesce(later.claimant_name, later.claimant) as claimant,
    later.victim_side,
    later.category,
    later.place,
    later.period_start,
    {{ last_day_of('later') }} as period_end
from successive
where earlier is not null

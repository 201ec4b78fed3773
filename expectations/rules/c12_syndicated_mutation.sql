-- id: C12
-- version: 1
-- name: syndicated_mutation
-- question: Does a reprint change what its release says, in number, harm, victims or speaker?
-- severity: warning
-- grain: one claim of a release and one changed reading of it; the first reprint that has it
-- innocent cause: The agency sent out a later version of its release.
-- innocent cause: The reprint corrects the release, or brings it up to date.
-- innocent cause: The reprint is shortened, and words that told the period or speaker are gone.
with paired as (
    select copy, origin
    from changed_copies() as changed
    inner join core.claim as copy on changed.copy_id = copy.claim_id
    inner join core.claim as origin on changed.origin_id = origin.claim_id
),
-- What both tell, and tell differently. A floor that is lost or turned round is rule C14's. Of
-- periods the lengths are compared: "on Friday" is another day in a reprint of the next week.
told as (
    select
        copy, origin, {
            'number': case
                when
                    coalesce(copy.value, copy.low) <> coalesce(origin.value, origin.low)
                    or copy.value_to is distinct from origin.value_to
                    then copy.figure
            end,
            'qualifier': case
                when copy.qualifier <> origin.qualifier and not (
                    copy.value = origin.value and is_lost_floor(origin.qualifier, copy.qualifier)
                ) then copy.qualifier
            end,
            'harm': case when copy.category <> origin.category then copy.category end,
            'period': case
                when copy.period_end - copy.period_start <> origin.period_end - origin.period_start
                    then format('{} days', copy.period_end - copy.period_start + 1)
            end,
            'victims': case
                when copy.victim_side <> origin.victim_side then copy.victim_side
                when copy.victim_class <> origin.victim_class then copy.victim_class
            end,
            'speaker': case
                when
                    speaker_of(copy.claimant_id, copy.claimant)
                    <> speaker_of(origin.claimant_id, origin.claimant)
                    and not contains(lower(copy.claimant), lower(origin.claimant))
                    and not contains(lower(origin.claimant), lower(copy.claimant))
                    then who_words(copy)
            end
        } as reading
    from paired
),
-- One finding for all reprints with the same changed reading.
mutated as (
    select
        *, count(*) over (partition by told.origin.claim_id, told.reading) as n_copies,
        array_to_string(list_filter([
            if(told.reading.number is not null, 'number', null),
            if(told.reading.qualifier is not null, 'qualifier', null),
            if(told.reading.harm is not null, 'harm', null),
            if(told.reading.period is not null, 'period', null),
            if(told.reading.victims is not null, 'victims', null),
            if(told.reading.speaker is not null, 'speaker', null)
        ], field -> field is not null), ', ') as fields
    from told
    qualify row_number() over (
        partition by told.origin.claim_id, told.reading
        order by told.copy.published_at, told.copy.claim_id
    ) = 1
)
select
    [origin.claim_id, copy.claim_id] as claim_ids,
    to_json([operand('release', origin), operand('reprint', copy)]) as operands,
    format(
        'The release says {}, {}, {}; {} of it says {}, {}, {}: it changes {}. {}, then {}.',
        figure_words(origin), day_words(origin.period_start, origin.period_end), who_words(origin),
        case when n_copies = 1 then 'a reprint' else format('each of {} reprints', n_copies) end,
        figure_words(copy), day_words(copy.period_start, copy.period_end), who_words(copy), fields,
        where_words(origin), where_words(copy)
    ) as computation,
    case
        when
            tells_correction(copy.sentence) and not tells_correction(origin.sentence)
            then 'explained'
        when reading.number is not null or reading.harm is not null then 'contradictory'
        else 'suspicious'
    end as verdict
from mutated
where fields <> ''

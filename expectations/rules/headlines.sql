-- What rules on headlines share: the figures that a headline gives.
-- noqa: disable=layout.indent

-- The figures of a headline that name a harm, in its own words: "12 soldiers killed", "kills 12".
-- A number of days, strikes or years is none, though a harm may follow it.
create or replace temp macro headline_figures(title) as
    list_filter(
        list_concat(
            regexp_extract_all(
                lower(title),
                '\b(?:(?:nearly|almost|about|around|some|over|more than|at least|up to|as many as)'
                ' )?'
                '(?:\d{1,3}(?:,\d{3})+|\d+|two|three|four|five|six|seven|eight|nine|ten|eleven'
                '|twelve)(?: [a-z-]+){0,3} (?:killed|dead|deaths|die|died|slain|fatalities'
                '|wounded|injured|hurt|casualties)\b'
            ),
            regexp_extract_all(
                lower(title),
                '\b(?:kill(?:s|ed|ing)|death toll(?: [a-z]+){1,2}|wound(?:s|ing)|injur(?:es|ing)) '
                '(?:(?:nearly|almost|about|around|some|over|more than|at least|up to|as many as) )?'
                '(?:\d{1,3}(?:,\d{3})+|\d+|two|three|four|five|six|seven|eight|nine|ten|eleven'
                '|twelve)\b'
            )
        ),
        words -> not regexp_matches(
            words,
            '\b(days?|weeks?|months?|years?|year-old|hours?|minutes?|million|thousand|percent|km'
            '|strikes?|attacks?|raids?|missiles?|drones?|rockets?|shells?|bombs?|places|towns?)\b'
        )
    );

-- The number of such words.
create or replace temp macro headline_number(words) as
    coalesce(
        try_cast(replace(regexp_extract(words, '\d[\d,]*'), ',', '') as bigint),
        1 + nullif(list_position(
            [
                'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven',
                'twelve'
            ],
            regexp_extract(
                words, '\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b'
            )
        ), 0)
    );

-- Whether a text has a number, in digits or as a word.
create or replace temp macro has_number(text, number) as
    regexp_matches(
        lower(replace(text, ',', '')),
        '\b(' || coalesce([
            'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten',
            'eleven', 'twelve'
        ][number] || '|', '') || number || ')\b'
    );

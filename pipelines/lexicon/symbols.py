"""The one-letter mention classes that sentences are spelled in, and which vocabulary gives which.

A sentence becomes a short string of these letters; the claim rules are patterns over that string.
"""

QUANTITY = "Q"
REMOVED = "x"
PEOPLE = "P"
EQUIPMENT = "E"
ATTACK = "R"
OBJECT = "q"
SIDE = "S"
ACTOR = "A"
MEDIUM = "M"
SPEAKER = "Y"
CONTEXT = "V"
PLACE = "L"
DATE = "D"
CUE = "c"
WORD = "w"
NAME = "Z"
NEGATION = "n"

HARM_FORMS = {
    "participle": "K",
    "active": "k",
    "intransitive": "X",
    "gerund": "G",
    "predicate": "J",
    "noun": "N",
    "suffer": "U",
}

WORD_CLASSES = {
    "be": "b",
    "have": "h",
    "modal": "m",
    "negation": "n",
    "none": "l",
    "including": "i",
    "of_whom": "I",
    "among": "a",
    "among_dead": "j",
    "among_wounded": "j",
    "among_casualties": "j",
    "among_captured": "j",
    "among_missing": "j",
    "compare": "z",
    "relative": "W",
    "that": "t",
    "pronoun": "p",
    "possessive": "v",
    "and": "&",
    "but": "B",
    "with": "H",
    "of": "o",
    "by": "y",
    "prep": "f",
    "to": "u",
    "determiner": "d",
    "another": "@",
    "other": "O",
    "leave": "g",
    "release": "F",
    "rise": "r",
    "count": "C",
    "toll": "T",
    "toll_killed": "T",
    "toll_wounded": "T",
    "toll_casualties": "T",
    "means": "~",
}

CUE_KINDS = {
    "say": True,
    "tell": True,
    "claim": True,
    "report": True,
    "confirm": True,
    "deny": True,
    "cite": True,
    "according": True,
    "quoted": True,
    "put": True,
    "count": True,
    "remark": False,
    "give": False,
    "account": False,
    "deed": False,
}
"""The kinds of cues, and whether a kind is a mention class to the claim rules.

`put`, `count` and `give` state a figure as their object and speak only for a speaker; `quoted`
leads to the medium, `account` is a noun for a count that somebody keeps, `deed` a phrase
with the word of a cue that states nothing («claimed responsibility»)."""

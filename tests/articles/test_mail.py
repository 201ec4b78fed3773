"""Newsletters: which part of a letter is its text, and what its headers say."""

import base64
import datetime as dt
import time
from email.message import EmailMessage

import pytest

from tests.articles.one_file import read_one, read_what_was_kept, reasons, texts

PLAIN = "A drone strike on Sumy killed three people, the governor said."


def letter(html: str | None = None, plain: str = PLAIN, **headers: str) -> EmailMessage:
    message = EmailMessage()
    told = {
        "Subject": "Evening briefing – 14 November",
        "From": "Sample Briefing <news@briefing.example>",
        "Date": "Fri, 14 Nov 2025 18:00:00 +0200",
        "Message-ID": "<14@briefing.example>",
    } | headers
    for name, value in told.items():
        message[name] = value
    message.set_content(plain)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def test_a_letter_is_an_article_with_what_its_headers_say(read_bytes):
    article = read_bytes("a.eml", bytes(letter())).article
    assert article["text"] == PLAIN
    assert article["title"] == "Evening briefing – 14 November"
    assert article["publisher"] == "Sample Briefing"
    assert article["published_at"] == dt.datetime(2025, 11, 14, 16, tzinfo=dt.UTC)
    assert article["article_id"] == "14@briefing.example"
    assert article["media_type"] == "message/rfc822"


def test_the_html_part_counts_and_comes_without_markup(read_bytes):
    html = f"<h1>Evening</h1><script>x()</script><p>{PLAIN}</p><p>Ten fell &amp; two fled.</p>"
    article = read_bytes("a.eml", bytes(letter(html, plain="Read it online."))).article
    assert article["text"] == f"Evening\n{PLAIN}\nTen fell & two fled."


def test_a_stub_of_html_gives_way_to_the_longer_plain_part(read_bytes):
    article = read_bytes("a.eml", bytes(letter("<img src=x> See below.", plain=PLAIN))).article
    assert article["text"] == PLAIN


def test_attachments_are_left_aside_but_forwarded_letters_are_articles(read_bytes):
    outer = letter(plain="I pass this on.")
    outer.add_attachment(b"12 dead", maintype="application", subtype="pdf", filename="a.pdf")
    outer.add_attachment("notes 99", filename="notes.txt")
    inner = letter(plain="Ten soldiers fell.", Subject="The first letter")
    inner.replace_header("Message-ID", "<15@briefing.example>")
    outer.add_attachment(inner)
    rows = read_bytes("a.eml", bytes(outer)).articles.rows(named=True)
    assert [(row["source_path"], row["text"]) for row in rows] == [
        ("a.eml", "I pass this on."),
        ("a.eml#2", "Ten soldiers fell."),
    ]


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_every_transfer_encoding_is_read(read_bytes, encoding):
    message = letter()
    message.set_content("Десятеро військових загинули.\n", cte=encoding)
    assert read_bytes("a.eml", bytes(message)).article["text"] == "Десятеро військових загинули."


def test_an_encoding_that_nobody_knows_costs_its_odd_characters_only(read_bytes):
    raw = b"Subject: x\nDate: Fri, 14 Nov 2025 18:00:00 +0200\nContent-Type: text/plain; "
    raw += b"charset=klingon\nContent-Transfer-Encoding: 8bit\n\nTen fell in Khark\xefv today.\n"
    assert read_bytes("a.eml", raw).article["text"] == "Ten fell in Khark\ufffdv today."


FAULTS = {
    "nothing": (b"", "empty"),
    "no_headers": (b"\n\nwords", "malformed"),
    "no_words": (b"Subject: x\nDate: Fri, 14 Nov 2025 18:00:00 +0200\n\n \n", "no_text"),
    "only_a_picture": (b"Subject: x\nContent-Type: image/png\n\nabc", "no_text"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_letter_that_gives_nothing_says_why(read_bytes, name):
    content, reason = FAULTS[name]
    assert [found for _, found in read_bytes("a.eml", content).reasons] == [reason]


def test_parts_in_each_other_without_end_do_not_hang(read_bytes):
    deep = b"Subject: x\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000)
    )
    assert read_bytes("a.eml", deep + b"\n\nTen fell.").seen == 1


HEAD = b"From: Sample Briefing <news@briefing.example>\nSubject: Briefing\n"


def test_a_letter_attached_as_a_file_is_an_article_too(tmp_path):
    attached = base64.encodebytes(HEAD + b"\nTen soldiers fell.\n")
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nI pass this on.\n--b\n"
    raw += b'Content-Type: application/octet-stream; name="Fwd.EML"\n'
    raw += b"Content-Transfer-Encoding: base64\n\n" + attached + b"--b--\n"
    assert texts(read_one(tmp_path, "a.eml", raw)) == {
        "a.eml": "I pass this on.",
        "a.eml#2": "Ten soldiers fell.",
    }


def test_an_attached_letter_without_words_is_kept_as_a_letter(tmp_path):
    outer = letter(plain="I pass this on.")
    outer.add_attachment(letter(plain=" "))
    found = read_one(tmp_path, "a.eml", bytes(outer))
    assert reasons(found) == {"a.eml#2": "no_text"}
    assert reasons(read_what_was_kept(tmp_path, found[1], {})) == {"a.eml#2": "no_text"}


def test_letters_forwarded_without_end_are_read_to_a_depth_and_the_rest_is_told(tmp_path):
    raw = (HEAD + b"Content-Type: message/rfc822\n\n") * 100 + HEAD + b"\nTen fell."
    assert reasons(read_one(tmp_path, "a.eml", raw))["a.eml"] == "malformed"


HEADERS = [
    ("encoded words", b"=?koi8-r?Q?=F0=D2=C9?= and =?utf-8?q?=E2=80=93?=\n more", "При and – more"),
    ("characters as they are", "Втрати – 365".encode(), "Втрати – 365"),
    ("an encoding that nobody knows", b"=?klingon?q?Ten_fell?=", "Ten fell"),
    ("a word that breaks off", b"=?utf-8?b?0JTQ", "=?utf-8?b?0JTQ"),
    ("markup", b"Losses <script>x()</script>&amp; gains", "Losses & gains"),
]


@pytest.mark.parametrize(
    ("header", "title"), [row[1:] for row in HEADERS], ids=[row[0] for row in HEADERS]
)
def test_a_subject_is_read_however_it_is_written(read_bytes, header, title):
    day = b"\nDate: Fri, 14 Nov 2025 18:00:00 +0200"
    article = read_bytes("a.eml", b"Subject: " + header + day + b"\n\nTen fell.").article
    assert article["title"] == title


FLOODS = {
    "a subject of encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 50_000,
    "addresses": b"From: " + b"a@b.example, " * 50_000,
    "quotes": b"From: " + b'"a" ' * 100_000,
    "parentheses": b"From: " + b"(" * 100_000,
    "parameters": b"Content-Type: text/plain" + b";a=b" * 100_000,
    "numbered parameters": b"Content-Type: text/plain"
    + b"".join(b"; name*%d*=a" % n for n in range(20_000)),
    "file names": b"Content-Disposition: inline" + b'; filename="a"' * 50_000,
    "folds": b"Subject: " + b"a\n " * 100_000,
    "a slow encoding": b"Content-Type: text/plain; charset=punycode\n\na-" + b"9" * 200_000,
    "parts in each other": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(250)
    )
    + b"\nl" * 100_000,
}


@pytest.mark.parametrize("flood", FLOODS.values(), ids=list(FLOODS))
def test_a_hostile_letter_is_one_reading_in_a_moment(tmp_path, flood):
    started = time.process_time()
    found = read_one(tmp_path, "a.eml", b"X-Mailer: none\n" + flood + b"\n\nTen fell.")
    assert len(found) == 1
    assert time.process_time() - started < 4  # read twice


def test_a_letter_of_more_parts_than_a_letter_has_is_refused_whole(tmp_path):
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 3_000
    assert reasons(read_one(tmp_path, "a.eml", raw)) == {"a.eml": "malformed"}

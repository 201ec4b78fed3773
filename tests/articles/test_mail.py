"""Newsletters: which part of a letter is its text, and what its headers say."""

import datetime as dt
from email.message import EmailMessage

import pytest

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

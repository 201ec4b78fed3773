"""The generated articles as a feed, as newsletters and as an export of a channel."""

import json
from collections.abc import Sequence
from email.message import EmailMessage
from html import escape
from pathlib import Path

DAY = "Fri, 14 Nov 2025 10:00:00 GMT"


def write_feed(texts: Sequence[str], folder: Path) -> None:
    """Write all texts as the entries of one RSS feed."""
    items = "".join(
        f"<item><title>No {number}</title><link>https://bench.example/{number}</link>"
        f"<pubDate>{DAY}</pubDate><description>{escape(f'<p>{escape(text)}</p>')}</description>"
        "</item>"
        for number, text in enumerate(texts)
    )
    feed = f'<rss version="2.0"><channel><title>Bench</title>{items}</channel></rss>'
    (folder / "feed.xml").write_text(feed, encoding="utf-8")


def write_mails(texts: Sequence[str], folder: Path) -> None:
    """Write each text as a newsletter of its own, with a part of HTML."""
    for number, text in enumerate(texts):
        letter = EmailMessage()
        letter["Subject"] = f"No {number}"
        letter["From"] = "Bench <news@bench.example>"
        letter["Date"] = DAY
        letter["Message-ID"] = f"<{number}@bench.example>"
        letter.set_content("Read this online.")
        letter.add_alternative(f"<p>{escape(text)}</p>", subtype="html")
        (folder / f"{number:06d}.eml").write_bytes(bytes(letter))


def write_telegram(texts: Sequence[str], folder: Path) -> None:
    """Write all texts as the messages of one channel."""
    messages = [
        {"id": number, "type": "message", "date_unixtime": "1763114400", "text": [text]}
        for number, text in enumerate(texts)
    ]
    export = {"name": "Bench", "type": "public_channel", "id": 1, "messages": messages}
    (folder / "result.json").write_text(json.dumps(export, indent=1), encoding="utf-8")

"""The text of an article for `qiangxiao import`: a Word file, or one in a zip or mail with its photos."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qiangxiao.authoring.envelope import PAGES, is_envelope, open_envelope
from qiangxiao.authoring.loose_photos import place_photos
from qiangxiao.authoring.office_package import WORD, check_format
from qiangxiao.authoring.saved_page import read_page
from qiangxiao.authoring.word_reading import WordText, read_word
from qiangxiao.commands.importing_roster import read_source


def read_article(place: Path) -> tuple[WordText, Path]:
    """Return a text with its photos, and the name of its own file. Raises FileRefused."""
    if not is_envelope(place):
        data = read_source(place)
        check_format(place.name, data, WORD)
        return read_word(data), place
    envelope = open_envelope(place)
    name = Path(envelope.name)
    if name.suffix.lower() in PAGES:
        word = read_page(envelope.data, envelope.photos)
    else:
        check_format(envelope.name, envelope.data, WORD)
        word = place_photos(read_word(envelope.data), envelope.photos)
    return replace(word, left_out=(*word.left_out, *envelope.said)), name

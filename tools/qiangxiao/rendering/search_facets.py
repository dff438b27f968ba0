"""What search knows of a page: the text to be found, and its value in each facet that narrows a search.

A facet is described here and nowhere else. Pages give their values by its key, the index writes it with its
label into the metadata, and the browser builds its filters from that. A new facet is a line in FACETS and the
value that some page gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from qiangxiao.records.kinds import KINDS
from qiangxiao.records.marks import FILTER, marked


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a search. `key` names it in addresses of the search page: never change one."""

    key: str
    label: str
    has_many: bool = False
    """Whether a page may have several values."""
    is_shown: bool = False
    """Whether the value stands under the title of a result."""


FACETS = (
    Facet("kind", "类型", is_shown=True),
    Facet("district", "区县", is_shown=True),
    Facet("measure", "措施", has_many=True),
    Facet("year", "年份", is_shown=True),
    *(Facet(name, title, has_many=True) for kind in KINDS for name, title in marked(kind.model, FILTER)),
)
"""In the order of the filters; last the fields of records that are marked as such."""


@dataclass(frozen=True, slots=True)
class Card:
    """The answer in a few lines that stands above the results when a query names the page.

    `facts` are labels with their values, `links` titles with their site-relative address and a note.
    """

    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Searchable:
    """What search knows of a page besides its title and address. Made by `describe_for_search`.

    `text` is plain text in which a line break ends a sentence; `keywords` name what it is about, such as its
    subjects, and count as much as its title; whoever types one of its `aliases` whole means this page. It is
    found by the spellings of its `day`.
    """

    text: str
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keywords: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    day: date | None = None
    card: Card | None = None

    @property
    def kind(self) -> str:
        """What sort of page it is, in the reader's word."""
        return "".join(self.facets.get("kind", ()))


def describe_for_search(
    text: str,
    *,
    keywords: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
    day: date | None = None,
    card: Card | None = None,
    **values: str | tuple[str, ...],
) -> Searchable:
    """Describe a page to search by its text and its values, by key of the facet; an empty value is none.

    Raises ValueError for a key that is no facet and for several values where a page has one.
    """
    facets = {
        key: tuple(filter(None, (value,) if isinstance(value, str) else value))
        for key, value in values.items()
    }
    has_many = {facet.key: facet.has_many for facet in FACETS}
    if unknown := facets.keys() - has_many.keys():
        raise ValueError(f"no such facet: {', '.join(sorted(unknown))}")
    if crowded := sorted(key for key, given in facets.items() if len(given) > 1 and not has_many[key]):
        raise ValueError(f"one value only: {', '.join(crowded)}")
    return Searchable(
        text, {key: given for key, given in facets.items() if given}, keywords, aliases, day, card
    )

"""Loads a root folder: discovers, reads and resolves, and tells every problem of every file. Never raises
for content.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from qiangxiao.catalog.catalog import Catalog, Entry, School, newest_first
from qiangxiao.catalog.permalinks import Permalinks, read_permalinks
from qiangxiao.catalog.reads import Said
from qiangxiao.catalog.renames import Renames, with_current_ids
from qiangxiao.catalog.sign_offs import attach_sign_offs
from qiangxiao.foundation.problems import Problem, Rule, Span, in_order, rule
from qiangxiao.foundation.vocabulary import DistrictKind, Terms
from qiangxiao.records.base import Record
from qiangxiao.records.kind import Kind
from qiangxiao.records.kinds import DISTRICT_MEDIA, LOOKS, MEDIA, folders, kind_named
from qiangxiao.records.places import explain_problem, report_stray
from qiangxiao.records.policy import POLICY, Policy
from qiangxiao.records.program import PROGRAM, District, Program
from qiangxiao.records.reading import read_record, read_records
from qiangxiao.records.school import SCHOOL
from qiangxiao.records.seal import digest_of_words
from qiangxiao.records.sign_offs import SIGN_OFFS
from qiangxiao.sources import images, text
from qiangxiao.sources.body import Body, read_body
from qiangxiao.sources.discovery import FoundFile, discover
from qiangxiao.sources.document import Document, read_document
from qiangxiao.sources.svg import check_svg
from qiangxiao.sources.text import read_limited

SCHOOL_PROFILE_MISSING = rule(
    "school.profile.missing",
    """每个学校文件夹里必须有 `school.yml`。

    它写明校名和学校类别，是新学校唯一必须有的文件。别的文件可以以后再补。""",
)
PROGRAM_MISSING = rule(
    "program.missing",
    """`schools/program.yml` 必须有。

    它写明项目名称、区县和主要措施，由编辑维护。学校投稿时不需要改动它。""",
)
FILE_UNREADABLE = rule("file.unreadable", """文件要能打开。\n\n请检查文件的权限，或者重新上传一次。""")
_PICTURES = (MEDIA.kind, DISTRICT_MEDIA.kind, LOOKS.kind)
RULES: tuple[Rule, ...] = (SCHOOL_PROFILE_MISSING, PROGRAM_MISSING, FILE_UNREADABLE)

Progress = Callable[[int, int], None]
BodyReader = Callable[[str, str, int], Body]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A catalog of what could be read, and the problems of the rest."""

    catalog: Catalog
    problems: tuple[Problem, ...]


_TermsAsKey = tuple[tuple[str, tuple[str, ...]], ...] | None
_LOT = 2048  # files that are read ahead: the progress is told between two lots
_REMEMBERED = 4096  # files of which a run keeps what they say: a hundred schools have about two thousand


@dataclass(slots=True)
class _Shelf:
    """Records gathered while reading, by kind and by school."""

    program: Entry[Program] | None = None
    records: dict[str, dict[str, list[Entry[Any]]]] = field(default_factory=dict)
    """By the id of a school, empty for what belongs to none, then by the name of a kind."""
    media: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    pictures: dict[str, str] = field(default_factory=dict)
    """The digests of the photos that can be read, by path."""
    schools: set[str] = field(default_factory=set)
    profiled: set[str] = field(default_factory=set)
    known_ids: set[str] = field(default_factory=set)
    terms: _TermsAsKey = None
    """The words of the program's own policy; None where it has none."""

    def put(self, school_id: str, entry: Entry[Any]) -> None:
        """Add an entry."""
        self.records.setdefault(school_id, {}).setdefault(entry.kind.name, []).append(entry)

    def records_of(self, school_id: str) -> dict[str, tuple[Entry[Any], ...]]:
        """Return the entries of a school by kind: by id, dated ones newest first."""
        found = self.records.get(school_id, {})
        if not school_id:
            return {name: tuple(entries) for name, entries in found.items()}
        return {name: tuple(sorted(entries, key=newest_first)) for name, entries in found.items()}


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file says, whatever the others say: its records, its problems, and which ids it has."""

    entries: tuple[Entry[Any], ...] = ()
    problems: tuple[Problem, ...] = ()
    known_ids: frozenset[str] = frozenset()
    is_photo: bool = False
    """A photo that can be read."""
    picture: str = ""
    """The digest of a picture's bytes."""


class KeptReadings(Protocol):
    """Readings of earlier runs of this program, for files that are as they were."""

    def read_ahead(self, wanted: Sequence[tuple[str, Callable[[bytes], FileReading]]]) -> None:
        """Read files that are going to be asked for, if many at once are read in less time."""

    def reading(self, path: str, make: Callable[[bytes], FileReading]) -> FileReading:
        """Return the reading of a file, made of its bytes unless it is kept. Raises OSError."""


@dataclass(frozen=True, slots=True)
class Unkept:
    """No readings are kept: every file is read."""

    root: Path

    def read_ahead(self, wanted: Sequence[tuple[str, Callable[[bytes], FileReading]]]) -> None:
        """Read nothing: one after another is as good."""

    def reading(self, path: str, make: Callable[[bytes], FileReading]) -> FileReading:
        """Return the reading of a file. Raises OSError."""
        return make((self.root / path).read_bytes())


def load(
    root: Path,
    read: BodyReader = read_body,
    progress: Progress | None = None,
    kept: KeptReadings | None = None,
) -> Loaded:
    """Load everything under `root/schools`, `root/docs/bulletins` and `root/docs/events`."""
    files, problems = discover_all(root)
    shelf = _Shelf(terms=_terms_of(root, files))
    source = kept or Unkept(root)
    for number, file in enumerate(files):
        if progress:
            progress(number, len(files))
        if number % _LOT == 0:
            texts = (file for file in files[number : number + _LOT] if _is_text(file))
            source.read_ahead([(file.path, partial(_read_file, file, read, shelf.terms)) for file in texts])
        problems += _shelve(file, shelf, read, source)
    if shelf.program is None and not any(file.kind == PROGRAM.name for file in files):
        problems.append(
            PROGRAM_MISSING.at("schools/program.yml", Span.at(1), "缺少项目文件。", "请由编辑补上。")
        )
    for school_id in sorted(shelf.schools - shelf.profiled):
        path = f"schools/{school_id}/school.yml"
        problems.append(
            SCHOOL_PROFILE_MISSING.at(path, Span.at(1), "这所学校缺少 school.yml。", "请先补上学校档案。")
        )
    ledger = read_permalinks(root)
    problems += ledger.problems
    if ledger.renames:
        _follow_renames(shelf, ledger.renames)
    return Loaded(_catalog(root, shelf, files, ledger), in_order(map(explain_problem, problems)))


def _is_text(file: FoundFile) -> bool:
    return file.kind not in _PICTURES and file.size <= text.MAX_BYTES


def _terms_of(root: Path, files: Sequence[FoundFile]) -> _TermsAsKey:
    """Return the words of the program's own policy, which every other file is read with."""
    path = next((file.path for file in files if file.kind == POLICY.name), None)
    if path is None:
        return None
    policy = read_record(read_document(path, read_limited(root / path)), Policy).record
    return tuple(policy.all_terms.items()) if policy else None


def discover_all(root: Path) -> tuple[list[FoundFile], list[Problem]]:
    """Return the files of content in their known places, and what is wrong about others."""
    files: list[FoundFile] = []
    problems: list[Problem] = []
    for folder, layouts in folders().items():
        found = discover(root, folder, layouts)
        files += found.files
        problems += found.problems
        problems += (report_stray(path, layouts) for path in found.strays)
    return files, problems


def content_id_of(file: FoundFile) -> str:
    """Return the content id of a file: its path without `schools/`, `docs/` and the extension."""
    bare = file.path.rsplit(".", 1)[0]
    return bare.removeprefix("schools/").removeprefix("docs/")


def _shelve(file: FoundFile, shelf: _Shelf, read: BodyReader, kept: KeptReadings) -> Sequence[Problem]:
    school_id = f"{file.part('district')}/{file.part('school')}" if file.part("school") else ""
    if school_id:
        shelf.schools.add(school_id)
    if file.kind == SCHOOL.name:
        shelf.profiled.add(school_id)
    is_picture = file.kind in _PICTURES
    if not is_picture and not kind_named(file.kind).is_list:
        shelf.known_ids.add(content_id_of(file))
    if is_picture and file.size > images.MAX_BYTES:
        return (images.report_too_large(file.path, file.size),)
    if not is_picture and file.size > text.MAX_BYTES:
        return (text.report_too_large(file.path, file.size),)
    try:
        make = _read_file if is_picture else _remember_file
        reading = kept.reading(file.path, partial(make, file, read, shelf.terms))
    except OSError:
        return (FILE_UNREADABLE.at(file.path, Span.at(1), "文件打不开。", "请检查文件的权限，或重新上传。"),)
    if reading.is_photo:
        shelf.media[school_id or file.part("district")][f"media/{file.part('name')}"] = file.path
        shelf.pictures[file.path] = reading.picture
    shelf.known_ids |= reading.known_ids
    for entry in reading.entries:
        if entry.kind is PROGRAM:
            shelf.program = entry
        else:
            shelf.put(school_id, entry)
    return reading.problems


@lru_cache(maxsize=_REMEMBERED)
def _remember_file(file: FoundFile, read: BodyReader, terms: _TermsAsKey, data: bytes) -> FileReading:
    """Read a file whose bytes may have been read before: a trial of a change reads all others once more."""
    return _read_file(file, read, terms, data)


def _read_file(file: FoundFile, read: BodyReader, terms: _TermsAsKey, data: bytes) -> FileReading:
    if file.kind == LOOKS.kind and file.path.endswith(".svg"):
        faults = check_svg(file.path, data)
        return FileReading(problems=faults, is_photo=not faults)
    if file.kind in _PICTURES:
        smallest = images.MIN_MARK if file.kind == LOOKS.kind else images.MIN_SIDE
        header, problems = images.read_image_header(file.path, data, smallest)
        digest = sha256(data).hexdigest()
        return FileReading(problems=tuple(problems), is_photo=header is not None, picture=digest)
    kind = kind_named(file.kind)
    document = read_document(file.path, data)
    words = None if terms is None else dict(terms)
    if kind.is_list:
        return _read_list(document, kind, words)
    return _read_entry(document, kind, file, read, words)


def _read_entry(
    document: Document, kind: Kind[Any], file: FoundFile, read: BodyReader, terms: Terms | None
) -> FileReading:
    content_id = content_id_of(file)
    reading = read_record(document, kind.model, terms)
    problems = [*document.problems, *reading.problems]
    body = None
    if file.path.endswith(".md") and document.root is not None:
        body = read(file.path, document.body, document.body_line)
        problems += body.problems
    if reading.record is None:
        return FileReading(problems=tuple(problems))
    permanent = getattr(reading.record, "id", None)
    entry: Entry[Any] = Entry(
        id=content_id,
        kind=kind,
        path=file.path,
        record=reading.record,
        name=file.part("name"),
        body=body,
        survivors=reading.survivors,
        faulty=reading.faulty,
        permanent_id=permanent or content_id,
        words=digest_of_words(document, kind.signed_without) if isinstance(reading.record, Record) else "",
        top=document.root.span if document.root is not None else None,
        keys=tuple(_keys(document)),
        said=_said(reading.record, document, body),
    )
    return FileReading((entry,), tuple(problems))


def _said(record: Any, document: Document, body: Body | None) -> Said:
    head = document.text.removesuffix(document.body)
    return Said(record, _digest(head), body, _digest(f"{document.body_line}\n{document.body}"))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _keys(document: Document) -> Iterator[tuple[str, int, int, int, int]]:
    for name, (key, _) in document.root.entries.items() if document.root is not None else ():
        span = key.span
        yield name, span.line, span.column, span.end_line, span.end_column


def _read_list(document: Document, kind: Kind[Any], terms: Terms | None) -> FileReading:
    """Read the records of a file that is a list, each under its period."""
    problems = list(document.problems)
    known_ids: set[str] = set()
    entries: list[Entry[Any]] = []
    if document.root is None and document.problems:
        known_ids.add(kind.name)
    for index, reading in read_records(document, kind.model, terms):
        problems += reading.problems
        if reading.record is None:
            known_ids.add(kind.name)
        else:
            period = str(getattr(reading.record, "period", ""))
            content_id = f"{kind.name}/{period.lower()}"
            known_ids.add(content_id)
            path, record, survivors = document.path, reading.record, reading.survivors
            said = _said(record, document, None)
            entries.append(
                Entry(content_id, kind, path, record, period, None, (index,), survivors, said=said)
            )
    return FileReading(tuple(entries), tuple(problems), frozenset(known_ids))


def _follow_renames(shelf: _Shelf, renames: Renames) -> None:
    """Give everything the id that feeds know it by, and make what is referred to by an old id be found."""
    if shelf.program is not None:
        shelf.program = replace(shelf.program, record=with_current_ids(shelf.program.record, renames))
    for records in shelf.records.values():
        for name, entries in records.items():
            records[name] = [_following(entry, renames) for entry in entries]


def _following(entry: Entry[Any], renames: Renames) -> Entry[Any]:
    permanent = entry.permanent_id
    if permanent in ("", entry.id):  # none is stated in the file
        permanent = permanent and renames.first(entry.id)
    if entry.kind is SIGN_OFFS:  # they are bound to the id that never changes
        return entry
    record = with_current_ids(entry.record, renames)
    is_same = permanent == entry.permanent_id and record is entry.record
    return entry if is_same else replace(entry, permanent_id=permanent, record=record)


def _catalog(root: Path, shelf: _Shelf, files: Sequence[FoundFile], ledger: Permalinks) -> Catalog:
    attach_sign_offs(shelf.records, shelf.pictures, shelf.program.record if shelf.program else None, ledger)
    district_ids = sorted({file.part("district") for file in files if file.part("district")})
    return Catalog(
        root=root,
        program=shelf.program.record if shelf.program else _stand_in(district_ids),
        program_entry=shelf.program,
        has_program=shelf.program is not None,
        schools={
            school_id: School(school_id, shelf.records_of(school_id), dict(shelf.media[school_id]))
            for school_id in sorted(shelf.schools)
        },
        records=shelf.records_of(""),
        media=dict(shelf.media[""]),
        district_media={name: dict(shelf.media[name]) for name in district_ids if name in shelf.media},
        known_ids=frozenset(shelf.known_ids | shelf.schools),
        paths=tuple(file.path for file in files),
        ledger=ledger,
    )


def _stand_in(district_ids: Sequence[str]) -> Program:
    """Return a program that lets the rest of a tree be checked when `program.yml` cannot be read."""
    return Program.model_construct(
        name="（未能读取项目文件）",
        short_name="",
        city="",
        publisher="",
        timezone="Asia/Shanghai",
        sample=False,
        districts=tuple(District(id=name, name=name, kind=DistrictKind.DISTRICT) for name in district_ids),
        measures=(),
    )

"""Plans what a contribution package would change in a program, or says why not; and carries a plan out.

Planning checks the program as it would be, in a temporary copy, and leaves the program alone. Applying puts
back what it has written when it cannot finish.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qiangxiao.authoring.formatter import format_file
from qiangxiao.authoring.letter_words import describe_refusals
from qiangxiao.authoring.package import Package, owner_name
from qiangxiao.authoring.package_entries import Refusal
from qiangxiao.authoring.sign_offs import authority_refusals, keep_keys
from qiangxiao.authoring.trial import new_problems, present, problems_of, problems_with, write_all
from qiangxiao.catalog.authority import CITY
from qiangxiao.catalog.catalog import Catalog
from qiangxiao.catalog.loader import Progress
from qiangxiao.catalog.sign_offs import shown_pictures
from qiangxiao.checks.run import all_rules
from qiangxiao.foundation.errors import UsageError
from qiangxiao.foundation.problems import Problem, Severity
from qiangxiao.records.kinds import kind_of
from qiangxiao.sources.document import read_document
from qiangxiao.sources.images import MIN_SIDE, read_image_header
from qiangxiao.sources.pixels import reencode_photo

_CONSENT = "photo.consent"
NEW, CHANGED, SAME = "新增", "修改", "未变"


@dataclass(frozen=True, slots=True)
class Change:
    """One file of a package: what becomes of it, what it is, and the bytes to write."""

    path: str
    what: str
    title: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Plan:
    """What a package would do. With refusals nothing may be written."""

    owner: str
    owner_name: str
    office: str
    changes: tuple[Change, ...]
    refusals: tuple[Refusal, ...]
    warnings: tuple[Problem, ...]
    open: tuple[Refusal, ...] = ()
    """What the sender is asked though it is taken: consent, and what the checks warn of."""

    @property
    def written(self) -> tuple[Change, ...]:
        """The files that would be written."""
        return tuple(change for change in self.changes if change.what != SAME)

    @property
    def digest(self) -> str:
        """A short name for exactly these files with exactly this content."""
        found = hashlib.sha256()
        for change in self.changes:
            found.update(f"{change.path}\0{len(change.data)}\0".encode() + change.data)
        return found.hexdigest()[:8]


def plan_intake(root: Path, package: Package, as_of: date, progress: Progress | None = None) -> Plan:
    """Work out what a package would change in the program at `root`, and every reason to refuse it."""
    if not package.files:
        return Plan(package.owner, owner_name(package.owner), "", (), package.refusals, ())
    refusals = list(package.refusals)
    before = {path: present(root / path) for path in package.files}
    fresh = {path: data for path, data in package.files.items() if data != before[path]}
    known, known_catalog = problems_of(root, as_of, progress)
    sent, published = dict(fresh), dict(fresh)
    photos = sum(kind_of(path) is None for path in fresh)
    decoded = 0
    for path, data in fresh.items():
        kind = kind_of(path)
        if kind is None:
            sent[path] = published[path] = _photo(path, data, refusals)
            refusals += _replaced_looks(path, known_catalog)
            decoded += 1
            if progress is not None:
                progress(decoded, photos)
            continue
        refusals += authority_refusals(path, data, before[path], package.owner)
        if (text := format_file(path, data, kind).text) is not None:
            published[path] = keep_keys(path, text, before[path], kind).encode("utf-8")
    # The files as they were sent come first, so that every line number is one of the sender's own.
    found, catalog = problems_with(root, sent, as_of, progress)
    refusals += _new_errors(known, found, package.files)
    if not refusals:
        refusals += _unformatted(fresh)
    if not refusals and published != sent:
        found, catalog = problems_with(root, published, as_of, progress)
        refusals += _new_errors(known, found, package.files)
    contents = {**package.files, **published}
    changes = tuple(_change(path, contents[path], before[path]) for path in sorted(contents))
    name, office = _names(package.owner, (catalog, known_catalog))
    warnings = tuple(
        problem for problem in new_problems(known, found) if problem.severity is Severity.WARNING
    )

    def read(path: str) -> bytes | None:
        return package.files.get(path) or present(root / path)

    ordered = dict.fromkeys(sorted(refusals, key=lambda refusal: (refusal.path, refusal.line)))
    asked = [_question(problem) for problem in warnings]
    for change in changes:
        if change.what == CHANGED and kind_of(change.path) is None:
            asked += _replaced_photo(change.path, known_catalog, package.files)
    return Plan(
        owner=package.owner,
        owner_name=name,
        office=office,
        changes=() if refusals else changes,
        refusals=tuple(describe_refusals(ordered, read)),
        warnings=warnings,
        open=tuple(describe_refusals(asked, lambda path: contents.get(path) or present(root / path))),
    )


def apply(root: Path, plan: Plan) -> None:
    """Write the files of a plan, each whole; when one cannot
    be written, put everything back and raise UsageError.
    """
    assert not plan.refusals
    write_all(root, {change.path: change.data for change in plan.written})


def write_reply(file: Path, text: str) -> None:
    """Write the letter to the sender where the editor wants it."""
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{file} 写不进去：{error.strerror}") from None


def _photo(path: str, data: bytes, refusals: list[Refusal]) -> bytes:
    """Return a photo made anew from its pixels; the bytes as they came when the checks will refuse them."""
    header, _ = read_image_header(path, data)
    if header is None:
        return data
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            clean, width, height = reencode_photo(data)
    except Exception:  # the decoders of picture formats raise whatever hostile pixels make them raise
        refusals.append(Refusal(path, "这张照片已损坏，解不开。", "请用看图软件打开，另存为 JPEG 再交。"))
        return data
    if min(width, height) < MIN_SIDE:
        message = f"照片太狭长，缩到网页的大小后只有 {width}×{height} 像素。"
        refusals.append(Refusal(path, message, f"请裁一裁再交，缩小后短边也要有 {MIN_SIDE} 像素。"))
        return data
    return clean


def _replaced_looks(path: str, catalog: Catalog) -> Iterable[Refusal]:
    """Yield a refusal for a photo that would stand in for the program's own mark or header picture."""
    looks = catalog.program.looks
    if path in (f"schools/{looks.logo}", f"schools/{looks.header_image}"):
        yield Refusal(path, "这个文件名是网站自己的标志或头图，不能换掉。", "请给照片换一个文件名，再交。")


def _replaced_photo(path: str, catalog: Catalog, own: Container[str]) -> Iterable[Refusal]:
    """Yield a question about a photo that stands in for another in a text that the package does not bring: a
    school may swap a photo, and two phones call theirs `IMG_2041.jpg`.
    """
    for entry in catalog.entries():
        names = (f"{entry.picture_folder}{shown.file}" for shown in shown_pictures(entry, {}))
        if entry.path not in own and path in names:
            message = f"原来就有叫这个名字的照片，用在 {entry.path} 里，那里现在也换成了这一张。是要换吗？"
            yield Refusal(path, message, "不是要换的，请给照片换一个文件名，再交；原来那张编辑找得回来。")
            return


def _new_errors(known: Iterable[Problem], found: Iterable[Problem], own: Container[str]) -> Iterable[Refusal]:
    """Yield a refusal for every error that the package brings, in its own files or in others."""
    rules = all_rules()
    for problem in new_problems(known, found):
        if problem.severity is Severity.ERROR:
            if problem.code == _CONSENT:
                yield _question(problem)
                continue
            hint = problem.hint or rules[problem.code].title
            elsewhere = "" if problem.path in own else "这个文件不在投稿包里，问题是投稿包里的改动带来的。"
            yield Refusal(problem.path, problem.message + elsewhere, hint, problem.span.line, problem.field)


def _question(problem: Problem) -> Refusal:
    """Return a warning as something to ask; of consent only the school knows, so it is asked outright."""
    if problem.code == _CONSENT:
        message = "照片里有能认出来的人吗？他们（学生由监护人）同意公开这张照片吗？"
        hint = "都同意的，或者照片里没有人的，请在投稿网页上这张照片下面选“已征得同意”；不同意的请换一张。"
        return Refusal(problem.path, message, hint, problem.span.line)
    return Refusal(problem.path, problem.message, problem.hint, problem.span.line, problem.field)


def _unformatted(files: Mapping[str, bytes]) -> Iterable[Refusal]:
    """Yield a refusal for every file that passes the checks and cannot be put into canonical form."""
    for path, data in files.items():
        kind = kind_of(path)
        formatted = format_file(path, data, kind) if kind else None
        if formatted is not None and formatted.text is None:
            reason, _, hint = formatted.reason.partition("。")
            yield Refusal(path, f"{reason}。", hint or "请把这个文件交给编辑。", formatted.line)


def _change(path: str, data: bytes, before: bytes | None) -> Change:
    what = NEW if before is None else SAME if before == data else CHANGED
    return Change(path, what, _title(path, data), data)


def _title(path: str, data: bytes) -> str:
    kind = kind_of(path)
    if kind is None:
        return "照片"
    found = read_document(path, data).data
    named = (
        next((found[key] for key in ("title", "topic", "name") if key in found), "")
        if isinstance(found, dict)
        else ""
    )
    return f"{kind.label}：{named}" if isinstance(named, str) and named else kind.label


def _names(owner: str, catalogs: Iterable[Catalog]) -> tuple[str, str]:
    """Return the name of a sender and of its office for contacts, from the first catalog that knows them."""
    for catalog in catalogs:
        school, district = catalog.schools.get(owner), catalog.program.district(owner)
        if school is not None and school.profile is not None:
            profile = school.profile.record
            return profile.name, profile.contact.office or profile.name
        if district is not None:
            plan = catalog.districts.get(owner)
            return district.name, (plan.record.lead_office if plan else None) or district.name
        if owner == CITY and catalog.has_program:
            return catalog.program.publisher, catalog.program.publisher
    return owner_name(owner), owner_name(owner)

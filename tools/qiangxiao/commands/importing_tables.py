"""The tables' part of `qiangxiao import`: a plan, a diagnosis, support or teaching from Word or Excel."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qiangxiao.authoring.file_writing import create_file
from qiangxiao.authoring.office_package import EXCEL, WORD, check_format
from qiangxiao.authoring.package_writing import package_of
from qiangxiao.authoring.roster_workbook import read_workbook
from qiangxiao.authoring.table_grids import stream_of_blocks, stream_of_workbook
from qiangxiao.authoring.table_items import Known
from qiangxiao.authoring.table_record import Read, Source, read_record
from qiangxiao.authoring.table_template import Form, excel_form, word_form
from qiangxiao.authoring.trial import write_all
from qiangxiao.authoring.word_markdown import blocks_of
from qiangxiao.authoring.word_reading import read_word
from qiangxiao.authoring.word_template import COLUMNS
from qiangxiao.catalog.catalog import School
from qiangxiao.commands.importing_roster import read_source
from qiangxiao.commands.session import Session
from qiangxiao.foundation.errors import UsageError
from qiangxiao.records.kind import Kind
from qiangxiao.records.scalars import PLACEHOLDER
from qiangxiao.sources.document import read_document
from qiangxiao.sources.yaml_reader import Data

# catches "![一](media/0.jpg)", spares "[一](media/0.jpg)"
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")


def import_tables(session: Session, options: Namespace, kind: Kind[Any], school_id: str) -> int:
    """Import a file whose tables are the record. Raises FileRefused for one that cannot be read."""
    path = f"schools/{school_id}/{kind.example}"
    place = session.root / path
    if place.exists() and not (options.overwrite or options.package or options.dry_run):
        raise UsageError(f"{path} 已经有了。要用这份文件换掉它，请加 --overwrite；编号会照旧。")
    before = read_document(path, place.read_bytes()) if place.exists() else None
    program = session.catalog.program
    known = Known(session.catalog.policy.all_terms, tuple(measure.name for measure in program.measures))
    day = (options.date or session.as_of).isoformat()
    own = Form(kind, known)
    read = read_record(_source(Path(options.file), own), kind, path, known, day, before)
    files = {path: read.text.encode()}
    if options.package and not options.dry_run:
        out = Path(options.package)
        create_file(out.parent, out.name, package_of(files))
    elif not options.dry_run:
        write_all(session.root, files)
    _tell(session, options, kind, path, read)
    return 0


def _source(file: Path, own: Form) -> Source:
    data = read_source(file)
    if file.suffix.lower() == EXCEL.suffix:
        stream = stream_of_workbook(read_workbook(data))
        return Source(stream.items, stream.words, stream.left_out, file.stem, has_edges=False)
    check_format(file.name, data, WORD)
    word = read_word(data)
    blocks = blocks_of(word, ["media/0.jpg"] * len(word.pictures))
    pictures = len(word.pictures)
    left_out = [*word.left_out, *([f"{pictures} 张图片没有导入，这里不收图片。"] if pictures else [])]
    # What the template says of its own tables is no text of the school's.
    notes = {re.sub(r"\s", "", own.explain(place)) for place in own.lists}
    kept = [block for block in blocks if re.sub(r"\s", "", block.text) not in notes]
    kept = [block for block in kept if not block.markdown or _PICTURE.sub("", block.markdown).strip()]
    is_template = any(tuple(block.rows[0][: len(COLUMNS)]) == COLUMNS for block in kept if block.rows)
    dropped = [*word.dropped, *(block.text for block in blocks if block not in kept)]
    stretches = stream_of_blocks(kept)
    return Source(stretches, word.words, left_out, file.stem, dropped, has_edges=not is_template)


def template_of_tables(session: Session, options: Namespace, kind: Kind[Any], school: School | None) -> bytes:
    """Return a template, as Word or as Excel by the name it gets, filled with what a school has."""
    program = session.catalog.program
    known = Known(session.catalog.policy.all_terms, tuple(measure.name for measure in program.measures))
    data: Mapping[str, Data] = {}
    if school is not None:
        path = session.root / f"schools/{school.id}/{kind.example}"
        found = read_document(path.name, path.read_bytes()).data if path.exists() else {}
        data = found if isinstance(found, dict) else {}
    form = Form(kind, known, data)
    return excel_form(form) if options.out.lower().endswith(EXCEL.suffix) else word_form(form)


def _tell(session: Session, options: Namespace, kind: Kind[Any], path: str, read: Read) -> None:
    done = "会导入" if options.dry_run else "已存成投稿包，里面是" if options.package else "已导入"
    lines = [f"{done}：{path}"]
    if read.counts:
        lines.append("表格里有：" + "，".join(f"{title} {count}" for title, count in read.counts))
    lines += [f"注意：{said}" for said in read.said]
    lines += read.lost
    if read.missing:
        lines.append(f"还要填（写着“{PLACEHOLDER}”的地方）：{'、'.join(dict.fromkeys(read.missing))}")
    if not read.counts:
        lines.append(
            f"没有认出{kind.label}的表格。表头请写成模板里的样子，例如用 --template {kind.name} 生成一份。"
        )
    lines.append(f"核对以后运行 qiangxiao check {path}")
    session.output.print("\n".join(lines), markup=False, soft_wrap=True)

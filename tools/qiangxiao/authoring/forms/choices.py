"""Collects the values that a school's form offers from its own records: measures, tasks,
indicators and so on.

The fields name a list by a mark such as `@tasks`; the list itself is the school's, or everybody's.
"""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel

from qiangxiao.authoring.forms.fields import Choice, Choices
from qiangxiao.authoring.forms.words import PART_WORDS
from qiangxiao.authoring.shapes import keys_of
from qiangxiao.catalog.catalog import Entry, School
from qiangxiao.foundation.vocabulary import Word
from qiangxiao.records.base import Article
from qiangxiao.records.baseline import BASELINE
from qiangxiao.records.case import ReformCase
from qiangxiao.records.event import ExchangeEvent
from qiangxiao.records.kinds import KINDS
from qiangxiao.records.news import News
from qiangxiao.records.plan import PLAN, Indicator, Objective, Task
from qiangxiao.records.policy import Policy
from qiangxiao.records.program import Program
from qiangxiao.records.support import SUPPORT, Partnership
from qiangxiao.records.update import ProgressUpdate, Reading, TaskReport

Offer = tuple[Choice, ...] | str
"""The values to choose from, or the mark of a list of them."""
MARK = "@"
CASES = f"{MARK}cases"
"""The cases of all schools, which every form offers and no form repeats."""
EVENTS = f"{MARK}events"
"""The exchange events, which every school's lists repeat: they are few."""
_MAX_LABEL = 40  # characters that fit beside a tick box on a phone


def mark_choices(program: Program, policy: Policy) -> Choices:
    """Return which list each field chooses from."""
    found: dict[tuple[type[BaseModel], str], Offer] = {
        (Article, "measures"): "@measures",
        (Task, "measure"): "@measures",
        (Task, "objective"): "@objectives",
        (Indicator, "objective"): "@objectives",
        (Objective, "problems"): "@problems",
        (ReformCase, "problems"): "@problems",
        (TaskReport, "id"): "@tasks",
        (Reading, "indicator"): "@indicators",
        (ProgressUpdate, "adopts"): CASES,
        (ProgressUpdate, "events"): EVENTS,
        (News, "measures"): "@measures",
        (News, "schools"): "@schools",
    }
    if program.support_schools:
        found[Partnership, "support_school"] = "@support_schools"
    for kind in KINDS:
        if kind.asked:
            found |= _words_of(kind.model, policy)
    return found


def _words_of(model: type[BaseModel], policy: Policy) -> dict[tuple[type[BaseModel], str], Offer]:
    """Return the terms to choose from in the fields of a model, and of its parts, as the policy has them."""
    found: dict[tuple[type[BaseModel], str], Offer] = {}
    for key in keys_of(model):
        vocabulary = key.shape.vocabulary
        if vocabulary is not None and issubclass(vocabulary, Word):
            terms = vocabulary.values(policy.all_terms)
            found[model, key.name] = tuple({"label": term, "value": term} for term in terms)
        elif key.shape.model is not None:
            found |= _words_of(key.shape.model, policy)
    return found


def lists_of(school: School, program: Program) -> dict[str, tuple[Choice, ...]]:
    """Return the lists of one school by mark.

    Ids that do not exist yet are offered too, so that a plan
    and the problems it answers can be written in one go.
    """
    plan = school.record(PLAN)
    baseline = school.record(BASELINE)
    problems = [(problem.id, problem.finding) for problem in baseline.problems] if baseline else []
    objectives = [(objective.id, objective.title) for objective in plan.objectives] if plan else []
    indicators = [(indicator.id, indicator.name) for indicator in plan.indicators] if plan else []
    tasks = [(task.id, task.title) for task in plan.tasks] if plan else []
    return {
        **_lists_of_all(program),
        "@objectives": _references(objectives, "o", 9),
        "@problems": _references(problems, "p", 12),
        "@tasks": _references(tasks, "t", 0 if tasks else 30),
        "@indicators": _references(indicators, "i", 0 if indicators else 20),
        "@support_schools": _support_schools(school, program),
    }


def lists_of_office(schools: Iterable[School], program: Program) -> dict[str, tuple[Choice, ...]]:
    """Return the lists of the office of a district, or of the city, by mark: the schools are those there."""
    named = tuple({"label": school.name, "value": school.id} for school in schools)
    return {**_lists_of_all(program), "@schools": named}


def _lists_of_all(program: Program) -> dict[str, tuple[Choice, ...]]:
    return {
        "@measures": tuple({"label": measure.name, "value": measure.name} for measure in program.measures)
    }


def list_shared_cases(cases: Iterable[tuple[str, str, str]]) -> tuple[Choice, ...]:
    """Return the cases of all schools to choose from; each given as id, title and name of its school."""
    return tuple(
        {"label": f"{_short(title)}（{school}）", "value": case_id} for case_id, title, school in cases
    )


def event_choices(events: Iterable[Entry[ExchangeEvent]]) -> tuple[Choice, ...]:
    """Return the events to choose from."""
    return tuple(
        {"label": f"{_short(entry.record.title)}（{entry.record.starts_at:%Y-%m-%d}）", "value": entry.id}
        for entry in events
    )


def _references(known: Iterable[tuple[str, str]], letter: str, upto: int) -> tuple[Choice, ...]:
    """Return ids with their titles, then ids still free, all in the words that the form calls them by."""
    word = PART_WORDS[letter]
    labels = {item: f"{_called(item, letter, word)}{_short(title)}" for item, title in known}
    for number in range(1, upto + 1):
        labels.setdefault(f"{letter}{number}", f"{word} {number}")
    return tuple({"label": label, "value": item} for item, label in labels.items())


def _called(item: str, letter: str, word: str) -> str:
    """Return what comes before a title: 目标 1, if the id is one that the program gives, else nothing."""
    number = item.removeprefix(letter)
    return f"{word} {number}：" if number.isdecimal() and item != number else ""


def _support_schools(school: School, program: Program) -> tuple[Choice, ...]:
    """Return the listed support schools, this school's own first, and what the file says now."""
    support = school.one(SUPPORT)
    listed = program.support_schools
    names = [entry.name for entry in listed if school.id in entry.supports]
    if support and support.record.partnership:
        names.append(support.record.partnership.support_school)
    names += [entry.name for entry in listed]
    return tuple({"label": name, "value": name} for name in dict.fromkeys(names))


def _short(text: str) -> str:
    line = text.split("\n")[0]
    return line if len(line) <= _MAX_LABEL else f"{line[: _MAX_LABEL - 1]}…"

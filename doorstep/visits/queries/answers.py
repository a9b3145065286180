"""What was answered to a method's own questions, in words."""

from collections.abc import Iterable

from doorstep.kit.names import name_in
from doorstep.method.choices import QuestionKind
from doorstep.method.models import Question
from doorstep.method.queries import questions_by_key
from doorstep.people.models import Place
from doorstep.visits.models import Visit

Told = list[tuple[str, str]]  # question, answer
MARKED = "OK"  # what Collect writes for a tick


def answers_told(visits: Iterable[Visit], village: Place) -> dict[Visit, Told]:
    """By visit to a village, every question with its answer as the reader reads it, in the method's
    order; what no version knows comes last."""
    rows = list(visits)
    known = questions_by_key((key for one in rows for key in one.answers), village)
    return {
        one: [
            (question_name(known, key), _told(known, key, one.answers[key]))
            for key in sorted(one.answers, key=lambda key: _place_of(known, key))
        ]
        for one in rows
    }


def _place_of(known: dict[str, Question], key: str) -> tuple[bool, int, str]:
    return (True, 0, key) if key not in known else (False, known[key].order, key)


def question_name(known: dict[str, Question], key: str) -> str:
    """How a question reads; its key where no version knows it."""
    return name_in(known[key].names) if key in known else key


def _told(known: dict[str, Question], key: str, said: str) -> str:
    question = known.get(key)
    if question is None:
        return said
    if question.kind == QuestionKind.ACKNOWLEDGE and said == MARKED:
        return "✓"
    names = {one["value"]: name_in(one["names"]) for one in question.told.get("choices", ())}
    if not names:
        return said
    values = said.split() if question.kind == QuestionKind.SELECT_MULTIPLE else [said]
    return " · ".join(names.get(value, value) for value in values)

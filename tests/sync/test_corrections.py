"""A correction that came from a phone: a person lets it count, over what it corrects."""

from uuid import uuid4

import pytest

from doorstep.needs.actions import note_need
from doorstep.needs.models import Need
from doorstep.sync import actions
from doorstep.sync.actions.settling import ReplacedSince, TwoToChooseFrom
from doorstep.sync.models import Submission
from doorstep.sync.queries import other_content_of
from doorstep.visits.actions import amend_visit
from doorstep.visits.models import Visit
from tests.sync.test_receive import DAY, TODAY, phone, send, visit_of  # noqa: F401

pytestmark = pytest.mark.django_db
STUDY = {"kind": "study", "text": "要补课"}


@pytest.fixture
def come(cast, phone):  # noqa: F811
    """come(**said): the row of a form about a that was sent."""

    def sent(household=None, **said):
        form = visit_of(household or cast.a, **said)
        send(phone, form)
        return Submission.objects.get(pk=form["id"])

    return sent


def stood(*rows):
    for one in rows:
        one.refresh_from_db()
    return [(one.state, one.settled) for one in rows]


def steps_of(need):
    return list(need.steps.filter(kind="note").values_list("text", flat=True))


def test_it_replaces_what_it_says_otherwise_and_nothing_else(cast, come):
    first = come(note="先写的", part="morning")
    amend_visit(
        Visit.objects.get(), id=uuid4(), by=cast.coordinator, today=TODAY, part_of_day="evening"
    )
    edit = come(replaces=str(first.pk), note="后写的", part="morning")
    before = (edit.state, edit.because, other_content_of(edit))

    for _press in range(2):
        assert actions.choose_correction(edit, by=cast.coordinator, on=TODAY)

    visit = Visit.objects.standing().get()
    assert before == ("held", "edited", first)
    assert (visit.pk, visit.note, visit.part_of_day) == (edit.pk, "后写的", "evening")
    assert stood(edit, first) == [("settled", "applied"), ("settled", "replaced")]


def test_what_it_says_otherwise_of_a_need_becomes_a_note_on_it(cast, come):
    first = come(needs=[STUDY, {"kind": "care", "text": "要配药"}])
    other = STUDY | {"text": "要补数学", "urgency": "urgent"}
    edit = come(replaces=str(first.pk), needs=[other, {"kind": "hazard", "text": "电线老化"}])

    assert actions.choose_correction(edit, by=cast.coordinator, on=TODAY)

    needs = {one.kind: one for one in Need.objects.all()}
    assert {kind: (one.text, one.state) for kind, one in needs.items()} == {
        "study": ("要补课", "open"), "care": ("要配药", "open"), "hazard": ("电线老化", "open"),
    }  # fmt: skip
    assert steps_of(needs["study"]) == ["帮扶人更正了表单：要补数学（急）"]
    assert steps_of(needs["care"]) == ["帮扶人更正表单时删去了这一件。"]


def test_a_need_that_nobody_touched_is_written_anew_and_one_that_moved_on_gets_a_note(cast, come):
    fresh, worked = (come(form="need", **STUDY | {"text": text}) for text in ("甲", "乙"))
    note_need(Need.objects.get(pk=worked.pk), text="问过学校", by=cast.coordinator, on=TODAY)

    for first, text in ((fresh, "甲二"), (worked, "乙二")):
        edit = come(form="need", replaces=str(first.pk), **STUDY | {"text": text})
        assert actions.choose_correction(edit, by=cast.coordinator, on=TODAY)
    again = come(form="need", replaces=str(edit.pk), **STUDY | {"text": "乙三"})
    assert actions.choose_correction(again, by=cast.coordinator, on=TODAY)

    states = dict(Need.objects.values_list("text", "outcome"))
    assert states == {"甲": "withdrawn", "甲二": "", "乙": ""}
    assert steps_of(Need.objects.get(text="乙"))[1:] == [
        "帮扶人更正了表单：乙二（一般）", "帮扶人更正了表单：乙三（一般）",
    ]  # fmt: skip


def test_a_need_that_moved_on_hears_nothing_of_one_of_another_kind(cast, come):
    first = come(form="need", **STUDY)
    note_need(Need.objects.get(), text="问过学校", by=cast.coordinator, on=TODAY)
    edit = come(form="need", replaces=str(first.pk), kind="care", text="要配药")

    assert actions.choose_correction(edit, by=cast.coordinator, on=TODAY)

    assert list(Need.objects.order_by("kind").values_list("pk", "kind", "text", "state")) == [
        (edit.pk, "care", "要配药", "open"), (first.pk, "study", "要补课", "open"),
    ]  # fmt: skip
    assert steps_of(Need.objects.get(pk=first.pk))[1:] == ["帮扶人更正表单时删去了这一件。"]


def test_the_last_of_several_corrections_counts_and_those_between_wait_no_more(cast, come):
    first = come(note="一")
    second = come(replaces=str(first.pk), note="二")
    third = come(replaces=str(second.pk), note="三")

    assert actions.choose_correction(third, by=cast.coordinator, on=TODAY)

    assert Visit.objects.standing().get().note == "三"
    assert [how for _state, how in stood(first, second, third)] == [
        "replaced", "replaced", "applied",
    ]  # fmt: skip
    late = come(replaces=str(first.pk), note="四")
    with pytest.raises(ReplacedSince):
        actions.choose_correction(late, by=cast.coordinator, on=TODAY)


def test_of_a_form_that_waits_itself_the_correction_alone_is_applied(cast, come):
    first = come(services=["massage"])
    edit = come(replaces=str(first.pk), services=["policy"])

    assert actions.choose_correction(edit, by=cast.coordinator, on=TODAY)

    assert Visit.objects.get().pk == edit.pk
    assert stood(first) == [("settled", "replaced")]


def test_refused_it_stays_a_correction_to_choose(cast, come):
    first = come(note="先写的")
    edit = come(replaces=str(first.pk), services=["massage"])

    done = actions.choose_correction(edit, by=cast.coordinator, on=TODAY)

    assert (done, edit.because, edit.refusal) == (False, "edited", "visits.NoSuchService")
    assert Visit.objects.get().note == "先写的"


def test_it_is_not_applied_beside_what_it_corrects(cast, come):
    first = come(note="先写的")
    edit = come(replaces=str(first.pk), note="后写的")

    with pytest.raises(TwoToChooseFrom):
        actions.apply_again(edit, by=cast.coordinator, on=TODAY)

    assert Visit.objects.count() == 1


@pytest.mark.parametrize("of", ["nobody", "another household", "another helper"])
def test_what_stands_over_nothing_of_its_own_counts_by_itself(cast, come, of):
    first = come(cast.b if of == "another household" else cast.a, note="先写的")
    if of == "another helper":
        Submission.objects.filter(pk=first.pk).update(helper=cast.lhamo)
    edit = come(replaces=str(uuid4() if of == "nobody" else first.pk), note="后写的")

    assert other_content_of(edit) is None
    assert actions.apply_again(edit, by=cast.coordinator, on=TODAY)

    assert Visit.objects.standing().count() == 2


def test_forms_that_correct_each_other_end_the_search(cast, come):
    key = uuid4()
    first = come(id=str(uuid4()), replaces=str(key))
    edit = come(id=str(key), replaces=str(first.pk))

    assert other_content_of(edit) == first


def test_of_a_correction_that_tells_of_violence_nothing_is_kept(cast, come):
    asked = {"requested_on": str(DAY), "requested_how": "spoken", "violence": "no"}
    mediation = {"kind": "mediation", "text": "草场边界"} | asked
    first = come(version="2", needs=[mediation])
    edit = come(
        version="2", replaces=str(first.pk), needs=[mediation | {"text": "夜里", "violence": "yes"}]
    )

    done = actions.choose_correction(edit, by=cast.coordinator, on=TODAY)

    assert done
    assert "夜里" not in edit.body.decode()
    assert "夜里" not in str(steps_of(Need.objects.get()))


def test_a_note_of_a_correction_keeps_every_word(cast, come):
    first = come(needs=[STUDY])
    words = "要补数学" * 75
    edit = come(replaces=str(first.pk), needs=[STUDY | {"text": words}])

    assert actions.choose_correction(edit, by=cast.coordinator, on=TODAY)

    notes = steps_of(Need.objects.get())
    assert (len(notes), notes[0].removesuffix("…") + notes[1]) == (
        2, f"帮扶人更正了表单：{words}（一般）",
    )  # fmt: skip

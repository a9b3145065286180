"""Waiting to be mended: the coordinator corrects, applies, chooses between two, or discards."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from doorstep.entry.actions.set_up import change_instance
from doorstep.needs.models import Need
from doorstep.people.models import AuditEntry
from doorstep.register import actions as register
from doorstep.register.models import Access, Household
from doorstep.sync.actions import Incoming, give_device, receive
from doorstep.sync.models import Submission
from doorstep.sync.rules import digest_of
from doorstep.visits.choices import Channel
from doorstep.visits.models import Visit
from tests.factories import DAY, make_account, make_need, pair
from tests.office.conftest import TODAY

SECRET = "肺部样值"


@pytest.fixture
def phone(cast, method):
    change_instance(by=cast.coordinator, on=DAY, has_field_page=True)
    return give_device(cast.tashi, kind="field", name="黑手机", by=cast.coordinator, on=DAY)[0]


@pytest.fixture
def send(cast, phone, today):
    """send(**said): what was kept of a visit to a that says this."""

    def sent(files=(), **said):
        form = {
            "id": str(uuid4()), "form": "visit", "version": "1", "household": str(cast.a.pk),
            "on": "2026-03-10", "mode": "on_site", "result": "met", "services": ["massage"],
        } | said  # fmt: skip
        body = json.dumps(form, ensure_ascii=False).encode()
        receive(
            Incoming(phone, body, Channel.FIELD, dict(files)), by=cast.tashi_account, today=TODAY
        )
        return Submission.objects.get(digest=digest_of(body))

    return sent


@pytest.fixture
def client(cast, browser):
    return browser(cast.coordinator)


def address(one, what=""):
    return f"/held/{one.pk}/{what}"


def sealing(cast):
    register.open_sealed_fields(cast.caoba, by=cast.coordinator, on=DAY, assessed_on=DAY)


def named(cast):
    """An account that opens the sealed fields of household a."""
    account = make_account("nurse", name="护士")
    register.let_open_sealed(
        cast.a, account, reason="安排照护服务", until_on=TODAY + timedelta(days=30),
        by=cast.coordinator, on=TODAY,
    )  # fmt: skip
    return account


def test_the_list_says_who_sent_what_and_why_it_waits(cast, client, send):
    one = send()

    answer = client.get("/held/")

    [row] = answer.context["rows"]
    assert (row[0], str(row[1]), row[3]) == (one, "Visit", 0)
    assert row[2].startswith("“massage” is no service of the method in use.")
    assert [str(one) for one in answer.context["owners"]] == ["卓玛"]


def test_the_reason_is_in_the_readers_language(cast, browser, send):
    send(on="2026-03-20")

    reasons = [
        browser(cast.coordinator, language).get("/held/").context["rows"][0][2]
        for language in ("en", "zh-hans")
    ]

    assert reasons == [
        "A visit cannot lie in the future; 20 March 2026 is still to come. Change the day.",
        "走访日期不能在今天之后，2026年3月20日 还没到，请改日期。",
    ]


def test_the_menu_and_this_week_count_it(client, send):
    assert "wait to be mended" not in client.get("/").text
    send()
    send()

    week = client.get("/")

    assert week.context["held_count"] == 2
    assert "2 forms from helpers' devices wait to be mended." in week.text
    counts = [str(link.count) for link in week.context["office"].links if link.url == "/held/"]
    assert counts == ["2"]


def test_the_figure_counts_it_and_opens_its_rows(client, send):
    one = send()

    answer = client.get("/figures/submissions_held/")

    assert (answer.context["measured"].value, answer.context["rows"]) == (
        1,
        [("11 March 2026 · it breaks a rule", "央金", address(one))],
    )


def test_the_page_tells_every_field_in_words(cast, client, send):
    need = make_need(cast.a, kind="study", text="要补课")
    one = send(
        part="morning",
        needs=[{"kind": "hazard", "text": "电线老化", "urgency": "soon"}],
        closed=[{"need": str(need.pk), "outcome": "done", "text": "补完了"}],
        changes=[{"kind": "phone", "value": "19900001111"}],
        note="一切都好",
        strange={"a": 1},
    )

    lines = [(line.label, line.value) for line in client.get(address(one)).context["lines"]]

    assert lines == [
        ("Household", "A-001 · 央金"),
        ("Day", "10 March 2026"),
        ("How they were reached", "on site"),
        ("Result", "met"),
        ("Part of the day", "morning"),
        ("What was done", "massage"),
        ("Note", "一切都好"),
        ("New need", "hazard · soon · 电线老化"),
        ("Need settled", "study help · 2 March 2026 · done · 补完了"),
        ("What has changed", "telephone · 19900001111"),
        ("strange", '{"a": 1}'),
    ]


@pytest.mark.parametrize(
    "said",
    [
        {"mode": 7, "needs": "x", "changes": [3, {"kind": []}], "closed": {}},
        {"household": [1], "on": {"a": 1}, "services": {"b": 2}, "note": ["c"]},
        {"form": "song"},
        {"form": "close", "need": "nothing"},
    ],
)
def test_the_page_opens_whatever_was_sent(client, send, said):
    one = send(**said)

    assert client.get(address(one)).status_code == 200
    assert client.get(address(one, "mend/")).status_code in (200, 404)


def test_bytes_that_are_no_form_are_shown_behind_a_fold(cast, client, phone):
    receive(Incoming(phone, b"<b>x\xff", Channel.FIELD), by=cast.tashi_account, today=TODAY)
    one = Submission.objects.get()

    answer = client.get(address(one))

    assert (answer.context["lines"], answer.context["raw"]) == ([], "<b>x\ufffd")
    assert '<pre class="raw">&lt;b&gt;x' in answer.text
    assert client.get(address(one, "mend/")).status_code == 404


def mended(client, one, **changed):
    """Posts the form as it is shown, with what is changed."""
    form = client.get(address(one, "mend/")).context["form"]
    values = {name: form[name].value() for name in form.fields}
    values = {name: value for name, value in values.items() if value not in (None, "", False)}
    return client.post(address(one, "mend/"), values | changed)


def test_it_is_corrected_and_applied(cast, client, send):
    one = send(needs=[{"kind": "hazard", "text": "电线老化"}, {"kind": "study", "text": ""}])

    answer = mended(client, one, services=["policy"], **{"needs-1-keep": ""})

    one.refresh_from_db()
    visit = Visit.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, "/held/")
    assert (one.settled, visit.helper, visit.recorded_by) == (
        "mended", cast.tashi, cast.coordinator,
    )  # fmt: skip
    assert [need.text for need in Need.objects.all()] == ["电线老化"]
    assert json.loads(one.body)["services"] == ["massage"]


def test_mediation_waits_until_somebody_has_asked_for_violence(client, send):
    asked = {"requested_on": "2026-03-10", "requested_how": "spoken"}
    one = send(services=[], needs=[{"kind": "mediation", "text": "草场边界"} | asked])
    before = (one.state, one.refusal)

    unsaid, yes = mended(client, one), mended(client, one, **{"needs-0-violence": "yes"})
    kept = Submission.objects.get().mended
    no = mended(client, one, **{"needs-0-violence": "no"})

    assert before == ("held", "sync.ViolenceNotAsked")
    assert (unsaid.status_code, yes.status_code, kept, no.status_code) == (422, 422, "", 302)
    assert Need.objects.get().kind == "mediation"


def test_a_correction_that_is_refused_is_said_and_still_waits(client, send):
    one = send()

    answer = mended(client, one, services=["policy"], next_on="2026-03-01")

    one.refresh_from_db()
    assert (answer.status_code, one.state, Visit.objects.count()) == (422, "held", 0)
    assert "The next visit, 1 March 2026, must be later than this one." in answer.text


def test_a_form_of_an_unknown_household_is_put_to_the_right_one(cast, client, send):
    one = send(household=str(uuid4()), services=[])

    mended(client, one, household=str(cast.b.pk))

    assert Visit.objects.get().household == cast.b


def test_another_villages_household_is_no_choice(cast, client, send):
    one = send(household=str(uuid4()), services=[])

    answer = mended(client, one, household=str(cast.d.pk))

    assert (answer.status_code, Visit.objects.count()) == (422, 0)


def test_it_is_applied_as_it_stands(cast, client, send):
    one = send(household=str(cast.c.pk), services=[])

    answer = client.post(address(one, "apply/"))

    one.refresh_from_db()
    assert (answer["Location"], one.settled, Visit.objects.get().household) == (
        "/held/", "applied", cast.c,
    )  # fmt: skip


def test_refused_again_it_waits_on(client, send):
    one = send()

    answer = client.post(address(one, "apply/"), follow=True)

    one.refresh_from_db()
    assert (one.state, answer.redirect_chain[0][0]) == ("held", address(one))
    assert "It is still waiting: “massage” is no service" in answer.text


def test_it_is_discarded_with_a_reason(cast, client, send):
    one = send()

    without = client.post(address(one, "discard/"), {"why": ""})
    answer = client.post(address(one, "discard/"), {"why": "当天没有去"})

    one.refresh_from_db()
    assert (without.status_code, answer["Location"]) == (422, "/held/")
    assert (one.settled, one.settled_why, one.settled_by) == (
        "discarded", "当天没有去", cast.coordinator,
    )  # fmt: skip
    page = client.get(address(one))
    assert ("当天没有去" in page.text, page.context["settles"]) == (True, False)
    listed = client.get("/held/")
    assert ([row[0] for row in listed.context["settled"]], listed.context["rows"]) == ([one], [])


def two(send):
    form = {"id": str(uuid4()), "services": []}
    send(**form, note="先写的")
    send(**form, note="后写的")
    return Submission.objects.exclude(same_as=None).get()


def test_two_contents_stand_side_by_side(client, send):
    other = two(send)

    page = client.get(address(other))

    assert [line.value for line in page.context["lines"] if line.label == "Note"] == ["后写的"]
    first = [(line.label, line.value) for line in page.context["other_lines"] if line.differs]
    assert first == [("Note", "先写的")]
    assert client.get(address(other, "mend/")).status_code == 404


@pytest.mark.parametrize(("which", "note"), [("first", "先写的"), ("other", "后写的")])
def test_one_of_two_contents_is_chosen(client, send, which, note):
    other = two(send)

    for _press in range(2):
        client.post(address(other, f"choose/{which}/"))

    other.refresh_from_db()
    assert (other.state, Visit.objects.standing().get().note) == ("settled", note)


def test_a_correction_stands_beside_what_it_corrects_and_is_let_count(client, send):
    first = send(services=[], note="先写的", part="morning")
    edit = send(services=[], note="后写的", part="morning", replaces=str(first.pk))

    page = client.get(address(edit))
    waits = [client.post(address(first, f"choose/{which}/")) for which in ("first", "correction")]
    done = client.post(address(edit, "choose/correction/"))

    assert [(one.label, one.value) for one in page.context["other_lines"] if one.differs] == [
        ("Note", "先写的"),
    ]  # fmt: skip
    assert [one.value for one in page.context["lines"] if one.differs] == ["后写的"]
    assert page.text.count("The correction counts") == 1
    assert [one.status_code for one in (*waits, done)] == [404, 404, 302]
    assert Visit.objects.standing().get().note == "后写的"


def test_a_correction_of_what_never_came_in_is_applied_by_itself(client, send):
    edit = send(services=[], note="后写的", replaces=str(uuid4()))

    page = client.get(address(edit))
    client.post(address(edit, "apply/"))

    assert "never came in here" in page.text
    assert Visit.objects.get().note == "后写的"


def test_a_file_is_handed_out_to_be_kept_and_not_shown(client, send):
    one = send(files=[("a/<b>.svg", b"<svg onload=1>")])
    file = one.attachments.get()

    answer = client.get(address(one, f"files/{file.pk}/"))

    assert (answer.content, answer["Content-Type"]) == (
        b"<svg onload=1>", "application/octet-stream",
    )  # fmt: skip
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''a-%3Cb%3E.svg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_file_of_another_form_is_not_found_under_this_one(client, send):
    one, two = send(files=[("a", b"x")]), send()

    assert client.get(address(two, f"files/{one.attachments.get().pk}/")).status_code == 404


def test_reading_it_is_in_the_trail_once_a_day(cast, client, send):
    known, unknown = send(), send(household=str(uuid4()))
    for one in (known, known, unknown, unknown):
        client.get(address(one))

    read = AuditEntry.objects.filter(by=cast.coordinator, on=TODAY)
    assert read.filter(act="look_at_household", household_id=cast.a.pk).count() == 1
    assert read.filter(act="open_submission", subject_id=str(unknown.pk)).count() == 1


def test_a_household_that_is_closed_to_use_is_counted_and_not_listed(cast, client, send):
    one = send()
    Household.objects.filter(pk=cast.a.pk).update(closed_on=TODAY, closed_because="erasing")

    answer = client.get("/held/")

    assert (answer.context["rows"], answer.context["kept_back"]) == ([], 1)
    assert client.get(address(one)).status_code == 404


CARE = {"needs": [{"kind": "care", "text": SECRET}]}


@pytest.mark.parametrize(
    ("said", "way"),
    [
        (CARE, "visit"),
        ({"form": "need", "kind": "care", "text": SECRET}, "need"),
        ({"form": "song", "note": SECRET}, "unknown"),
        ({"needs": [{"kind": "gossip", "text": SECRET}]}, "no kind"),
    ],
)
def test_sealed_words_are_not_for_the_coordinator(cast, client, send, said, way):
    sealing(cast)
    one = send(files=[("a", SECRET.encode())], **said)

    pages = [client.get("/held/"), client.get(address(one)), client.get(address(one, "mend/"))]

    assert [SECRET in page.text for page in pages] == [False, False, False]
    assert client.post(address(one, "open/"), {"reason": "要核对一下"}).status_code == 404
    assert client.get(address(one, f"files/{one.attachments.get().pk}/")).status_code == 404


def test_sealed_words_stay_as_they_were_sent_when_the_rest_is_corrected(cast, client, send):
    sealing(cast)
    one = send(**CARE)

    form = client.get(address(one, "mend/")).context["form"]
    mended(client, one, services=[])

    need = Need.objects.get()
    kinds = [key for key, _label in form.fields["needs-0-kind"].choices]
    assert ("needs-0-text" in form.fields, kinds) == (False, ["care"])
    assert (need.kind, need.text, bool(need.sealed_text)) == ("care", "", True)


def test_who_was_named_opens_the_sealed_words_with_a_reason(cast, browser, send):
    sealing(cast)
    one, nurse = send(**CARE), named(cast)
    client = browser(nurse)

    assert address(one) in client.get(f"/households/{cast.a.pk}/sealed/").text
    closed = client.get(address(one))
    without = client.post(address(one, "open/"), {"reason": ""})
    opened = client.post(address(one, "open/"), {"reason": "安排照护服务"})

    assert [SECRET in page.text for page in (closed, without, opened)] == [False, False, True]
    [entry] = AuditEntry.objects.filter(act="open_sent_words")
    assert (entry.by, entry.household_id, entry.detail) == (
        nurse, cast.a.pk, {"reason": "安排照护服务"},
    )  # fmt: skip


def test_who_sent_it_opens_it_and_settles_nothing(cast, browser, send):
    sealing(cast)
    one, client = send(**CARE), browser(cast.tashi_account)

    opened = client.post(address(one, "open/"), {"reason": "看我写了什么"})
    acts = [
        client.post(address(one, what)).status_code
        for what in ("apply/", "discard/", "mend/", "choose/first/")
    ]

    assert (SECRET in opened.text, acts) == (True, [404, 404, 404, 404])


def test_another_helper_and_another_village_find_nothing(cast, browser, send):
    from doorstep.people.actions import link_helper

    one, pema = send(), make_account("pema")
    link_helper(cast.pema, pema, by=cast.coordinator, on=DAY)

    assert browser(cast.second).get("/held/").status_code == 404
    for account in (pema, cast.other_coordinator, cast.second, cast.auditor):
        answer = browser(account)
        assert answer.get(address(one)).status_code == 404
        assert answer.post(address(one, "apply/")).status_code == 404


def test_the_list_takes_as_many_queries_for_one_as_for_many(client, send, count_queries):
    send()
    few = count_queries(client, "/held/")
    for _more in range(4):
        send()

    assert count_queries(client, "/held/") == few


def test_the_pack_counts_what_waits(cast, client, send):
    pair(cast.a, cast.tashi)
    send()

    pack = client.get(reverse("office:pack") + "?week=2026-W11").context["pack"]

    [section] = [one for one in pack.sections if one.key == "sent"]
    assert [(one.key, one.value, one.unit) for one in section.figures] == [
        ("submissions_held", 1, "form")
    ]


@pytest.fixture
def given_up(cast, send):
    """A visit of Tashi's at a, sent after a had gone to Pema; Pema's account."""
    from doorstep.people.actions import link_helper

    access = Access.objects.get(household=cast.a, helper=cast.tashi)
    register.end_access(access, by=cast.coordinator, on=DAY + timedelta(days=3))
    register.grant_access(
        cast.a, via="pairing", from_on=DAY + timedelta(days=3), helper=cast.pema,
        by=cast.coordinator,
    )  # fmt: skip
    pema = make_account("pema")
    link_helper(cast.pema, pema, by=cast.coordinator, on=DAY)
    send(services=[])
    return pema


@pytest.mark.parametrize("who", ["coordinator", "new helper"])
def test_work_after_a_household_was_given_up_is_marked(cast, browser, given_up, who):
    client = browser(cast.coordinator if who == "coordinator" else given_up)

    listed = client.get("/visits/?show=done&week=2026-W11")
    page = client.get(f"/visits/{Visit.objects.get().pk}/")

    assert "not assigned any more on that day" in listed.text
    assert "had gone to another helper by that day" in page.text


def test_work_at_the_own_household_is_not_marked(cast, browser, client, send):
    send(services=[])

    assert Visit.objects.count() == 1
    assert "not assigned any more" not in client.get("/visits/?show=done&week=2026-W11").text


def test_a_picture_is_told_by_its_size(client, send):
    one = send(needs=[{"kind": "hazard", "text": "烟道裂了", "photo": "A" * 20_000}])

    raw = client.get(address(one)).context["raw"]

    assert ('"photo": "[a picture of 15 kB]"' in raw, "AAAA" in raw, "烟道裂了" in raw) == (
        True, False, True,
    )  # fmt: skip

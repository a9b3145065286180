"""The field page's forms: what they keep, what they say, what becomes of them."""

import base64
import json

from doorstep.kit import clock
from doorstep.needs.models import Need
from doorstep.register.actions import change_household
from doorstep.register.models import Member
from doorstep.sync.actions.proposing import decline_proposal
from doorstep.sync.models import RegisterProposal, Submission
from doorstep.sync.queries import as_proposed, hazard_photo, register_proposals_for
from doorstep.visits.models import Visit
from tests.browser import barriers
from tests.factories import make_need
from tests.field.phones import Phone, sync
from tests.sync.pictures import with_notes


def test_a_visit_with_all_that_can_be_found_there(ready, cast):
    need = make_need(cast.a, text="要补课", kind="study")
    sync(ready)

    def full(page):
        assert page.locator("form > fieldset, form > .ask, form > details").count() <= 12
        page.click("label:has-text('电话')")
        page.check("input[name=policy]")
        page.click("label:has-text('要补课')")
        page.click("summary:has-text('记一件难处')")
        page.check("input[name=kind][value=hazard]")
        page.fill("#text", "屋顶漏水")
        page.check("input[name=urgency][value=urgent]")
        page.click("summary:has-text('有什么变化')")
        page.fill("#phone", "19900000009")
        page.click("label:has-text('下午')")
        page.fill("#note", "下午去")

    ready.visit("央金", full)
    ready.wait_for_unsent(0)

    visit = Visit.objects.get()
    need.refresh_from_db()
    cast.a.refresh_from_db()
    raised = Need.objects.get(kind="hazard")
    assert (visit.mode, visit.part_of_day, visit.note) == ("phone", "afternoon", "下午去")
    assert (need.state, need.outcome) == ("closed", "done")
    assert (raised.text, raised.urgency, raised.household) == ("屋顶漏水", "urgent", cast.a)
    assert cast.a.phone == "19900000009"


def test_a_need_is_raised_and_another_closed_outside_a_visit(ready, cast):
    need = make_need(cast.a, text="要补课", kind="study")
    sync(ready)
    ready.context.set_offline(True)
    ready.page.click(".list a:has-text('央金')")
    ready.page.click("text=办结这件")
    ready.page.check("input[name=outcome][value=not_possible]")
    ready.page.click(".foot .main-act")
    ready.page.wait_for_selector("text=请用几个字写明原因。")
    ready.page.fill("#words", "没有老师")
    ready.save()
    ready.page.click(".list a:has-text('央金')")
    ready.page.click("text=记一件难处")
    ready.page.check("input[name=kind][value=hardship]")
    ready.page.fill("#text", "冬天缺煤")
    ready.save()
    ready.context.set_offline(False)
    ready.wait_for_unsent(0)

    need.refresh_from_db()
    assert (need.state, need.outcome) == ("closed", "not_possible")
    assert Need.objects.filter(state="open").get().text == "冬天缺煤"


def test_violence_at_home_is_not_mediated_and_leaves_nothing_on_the_phone(ready):
    ready.page.click(".list a:has-text('央金')")
    ready.page.click("text=记一件难处")
    ready.page.check("input[name=kind][value=mediation]")
    ready.page.fill("#text", "夜里听见的事")
    ready.page.click(".foot .main-act")
    ready.page.wait_for_selector("text=请说明家里有没有暴力、有没有人害怕。")
    ready.page.click("label:has(input[name=violence][value=yes])")
    ready.page.wait_for_selector("text=请告诉本村的保护专员")

    assert ready.page.input_value("#text") == ""
    assert ready.page.locator("input[name=kind]:checked").count() == 0
    assert Need.objects.count() == 0


def test_mediation_without_violence_is_raised_and_says_that_it_was_asked(ready):
    ready.page.click(".list a:has-text('央金')")
    ready.page.click("text=记一件难处")
    ready.page.check("input[name=kind][value=mediation]")
    ready.page.fill("#text", "地界有争议")
    ready.page.check("input[name=violence][value=no]")
    ready.save()
    ready.wait_for_unsent(0)

    assert Need.objects.get().text == "地界有争议"
    sent = json.loads(Submission.objects.get().body)
    assert (sent["version"], sent["violence"]) == ("2", "no")


def test_a_hazard_is_photographed_small_and_without_what_the_camera_noted(ready):
    page = ready.page
    large = page.evaluate("""() => {
        const canvas = document.createElement("canvas"), size = 2400;
        canvas.width = canvas.height = size;
        const to = canvas.getContext("2d"), dots = to.createImageData(size, size);
        for (let at = 0; at < dots.data.length; at += 65536)
            crypto.getRandomValues(dots.data.subarray(at, at + 65536));
        for (let at = 3; at < dots.data.length; at += 4) dots.data[at] = 255;
        to.putImageData(dots, 0, 0);
        return canvas.toDataURL("image/jpeg", 0.5).split(",")[1];
    }""")
    taken = with_notes(base64.b64decode(large))
    page.click(".list a:has-text('央金')")
    page.click("text=记一件难处")
    page.check("input[name=kind][value=care]")
    assert page.locator("#photo").count() == 0
    page.check("input[name=kind][value=hazard]")
    page.fill("#text", "烟道裂了")
    page.set_input_files("#photo", {"name": "a.jpg", "mimeType": "text/plain", "buffer": b"x"})
    page.wait_for_selector("text=读不出这张图片。")
    page.set_input_files("#photo", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": taken})
    page.wait_for_selector("img.photo")
    page.set_viewport_size({"width": 320, "height": 640})
    narrow = (page.evaluate("document.documentElement.scrollWidth"), barriers(page))
    ready.save()
    ready.wait_for_unsent(0)

    kept = hazard_photo(Need.objects.get())
    assert narrow == (320, [])
    assert len(taken) > 1_000_000
    assert kept is not None
    assert len(kept) <= 150_000
    assert b"GPS" not in kept


def test_every_tap_of_a_form_outlives_the_browser(ready):
    ready.page.click(".list a:has-text('央金')")
    ready.page.click(".acts .main-act")
    ready.page.check("input[name=policy]")
    ready.page.fill("#note", "话没写完")
    ready.page.wait_for_timeout(300)
    ready.kill()
    ready.start(offline=True)
    ready.unlock()
    ready.page.click(".list a:has-text('有没写完的表')")
    ready.page.click(".acts .main-act")

    assert ready.page.is_checked("input[name=policy]")
    assert ready.page.input_value("#note") == "话没写完"


def test_what_breaks_a_rule_is_said_before_it_is_kept(ready):
    ready.page.click(".list a:has-text('央金')")
    ready.page.click(".acts .main-act")
    ready.page.check("input[name=policy]")
    ready.page.check("input[name=result][value=not_at_home]")
    ready.page.fill("#on", "2999-01-01")
    ready.page.click(".foot .main-act")

    told = ready.page.locator("[role=alert]").inner_text()
    assert ("走访日期不能在今天之后。" in told, "没见到人" in told) == (True, True)
    assert ready.unsent() == 0


def test_a_clock_a_year_off_does_not_date_the_work(chromium, live_server, tmp_path, given):
    phone = Phone(chromium, tmp_path / "late", live_server.url)
    phone.page.clock.install(time="2024-05-01T10:00:00")
    phone.page.clock.resume()
    phone.open(given[1])
    phone.choose_pin()
    phone.visit("央金")
    phone.wait_for_unsent(0)
    phone.kill()

    assert Visit.objects.get().on == clock.today()


def test_what_is_wrong_in_the_register_is_proposed_against_what_was_seen(ready, cast):
    adult = Member.objects.get(household=cast.a, name="旦增")
    sync(ready)
    ready.context.set_offline(True)
    ready.page.click(".list a:has-text('央金')")
    ready.page.click("text=台账有不对的地方")
    ready.page.click(".foot .main-act")
    ready.page.wait_for_selector("text=还没有改任何一项。")
    ready.page.fill("#phone", "19900002222")
    ready.page.click("summary:has-text('旦增')")
    ready.page.fill(f"#name-{adult.pk}", "丹增")
    ready.page.fill(f"#born-{adult.pk}", "1995")
    ready.page.fill(f"#left-{adult.pk}", str(clock.today()))
    ready.page.fill("#home-summer", "30.1，91.8")
    ready.page.fill("#joined", "次央")
    ready.page.fill("#born", "1970")
    ready.page.click(".foot .main-act")
    ready.wait_for_unsent(1)
    change_household(cast.a, by=cast.coordinator, on=clock.today(), phone="19900003333")
    ready.context.set_offline(False)
    ready.wait_for_unsent(0)

    waiting = register_proposals_for(cast.coordinator, cast.caoba, clock.today())
    rows = {one.proposal.field: (one.base, one.theirs, one.ours) for one in as_proposed(waiting)}
    assert rows == {
        "phone": ("19900000001", "19900002222", "19900003333"),
        "name": ("旦增", "丹增", "旦增"),
        "birth_year": (1996, 1995, 1996),
        "left": ("", str(clock.today()), ""),
        "home_summer": ("", "30.100, 91.800", ""),
        "joined": (None, {"name": "次央", "relation": "member", "birth_year": 1970}, None),
    }


def test_the_answer_to_what_was_proposed_stands_on_the_households_card(ready, cast):
    page = ready.page
    page.click(".list a:has-text('央金')")
    page.click("text=台账有不对的地方")
    page.fill("#home-winter", "九十度")
    page.fill("#phone", "19900002222")
    page.click(".foot .main-act")
    page.wait_for_selector("text=先写纬度，再写经度")
    page.fill("#home-winter", "")
    ready.save()
    ready.wait_for_unsent(0)
    page.click("a:has-text('待发')")
    page.wait_for_selector("[data-state=applied]:has-text('答复会写在这户的卡片上')")
    proposal = RegisterProposal.objects.get()
    decline_proposal(proposal, why="这是邻居的号码", by=cast.coordinator, on=clock.today())

    sync(ready)
    page.click(".list a:has-text('央金')")

    page.wait_for_selector("[data-answer=declined]:has-text('未采纳: 这是邻居的号码')")


def test_a_form_on_the_register_that_was_begun_outlives_the_browser(ready):
    ready.page.click(".list a:has-text('央金')")
    ready.page.click("text=台账有不对的地方")
    ready.page.fill("#best_time", "傍晚")
    ready.page.wait_for_timeout(300)
    ready.kill()
    ready.start(offline=True)
    ready.unlock()
    ready.page.click(".list a:has-text('有没写完的表')")
    ready.page.click("text=台账有不对的地方")

    assert ready.page.input_value("#best_time") == "傍晚"


SLOW_DRAFT = """() => {
    const real = crypto.subtle.encrypt.bind(crypto.subtle);
    let first = true;
    crypto.subtle.encrypt = async (...told) => {
        const waits = first;
        first = false;
        if (waits) await new Promise((go) => setTimeout(go, 500));
        return real(...told);
    };
}"""


def test_a_draft_that_is_still_being_kept_does_not_come_back_after_the_form_is_saved(ready):
    """Else the visit would be offered once more after a restart, and told twice."""

    def noted(page):
        page.evaluate(SLOW_DRAFT)
        page.fill("#note", "写完就存")

    ready.visit("央金", noted)
    ready.page.wait_for_timeout(800)  # what was begun before is on the disk
    ready.page.reload()
    ready.enter()
    ready.page.wait_for_selector(".nav")
    ready.page.click(".list a:has-text('央金')")
    ready.page.click(".acts .main-act")

    assert ready.page.input_value("#note") == ""

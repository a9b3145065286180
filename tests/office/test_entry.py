"""Set-up, links and accounts as screens."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from doorstep.entry.actions.set_up import make_set_up_link
from doorstep.entry.models import Instance, Invitation
from doorstep.kit import clock
from doorstep.kit.logs import NamesNoPath
from doorstep.method.queries import version_at
from doorstep.people.actions import close_account, system_account
from doorstep.people.choices import Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import has_role, helper_of
from tests.factories import PASSWORD, load_method, make_account, make_helper

FIRST_DAY = {
    "deployer": "village",
    "county_name": "墨竹县",
    "county_code": "mozhu",
    "village_name": "草坝村",
    "village_code": "caoba",
    "name": "卓玛",
    "login": "drolma",
    "password": PASSWORD,
    "again": PASSWORD,
    "coordinates": "me",
}
CHOSEN = {"login": "pema", "password": PASSWORD, "again": PASSWORD}


def link_on(answer) -> str:
    """The path of the link on a slip."""
    return re.search(r"http://testserver(/join/[\w-]+/)", answer.text)[1]


@pytest.fixture
def admin(cast):
    return make_account("admin", name="管理员", roles=[(Role.ADMINISTRATOR, cast.county)])


@pytest.mark.django_db
def test_without_the_token_set_up_is_not_found():
    make_set_up_link(by=system_account(), now=clock.now())

    assert Client().get("/set-up/guess/").status_code == 404


@pytest.mark.django_db
def test_set_up_leads_to_signing_in_and_is_not_found_again():
    token = make_set_up_link(by=system_account(), now=clock.now())
    client, address = Client(), f"/set-up/{token}/"

    page = client.get(address)
    answer = client.post(address, FIRST_DAY)

    assert "国办函〔2026〕12号" in page.text
    assert answer.url == "/account/login/"
    assert Account.objects.get(login="drolma").check_password(PASSWORD)
    assert Instance.objects.get().deployer == "village"
    assert client.get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("again", "something else"),
        ("password", "short"),
        ("village_code", ""),
        ("county_code", "Not a code"),
        ("deployer", "army"),
        ("login", "two words"),
        ("coordinates", ""),
    ],
)
def test_what_is_wrong_on_the_first_day_makes_nothing(field, value):
    token = make_set_up_link(by=system_account(), now=clock.now())

    answer = Client().post(f"/set-up/{token}/", FIRST_DAY | {field: value})

    assert answer.status_code == 422
    assert Account.objects.filter(login="drolma").count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "first"),
    [
        ({}, "office:this-week"),
        ({"coordinates": "other"}, "office:people"),
        ({"coordinates": "", "village_name": "", "village_code": ""}, "office:people"),
    ],
)
def test_who_set_up_is_led_on_from_the_first_screen(changed, first):
    load_method()
    token = make_set_up_link(by=system_account(), now=clock.now())
    client = Client()
    client.post(f"/set-up/{token}/", FIRST_DAY | changed)
    client.force_login(Account.objects.get(login="drolma"))

    page = client.get("/imports/", follow=True) if changed else client.get("/")

    told = {
        name: page.context[name] for name in ("is_empty", "unled", "lacks_village")
        if name in page.context
    }  # fmt: skip
    links = [reverse("office:imports"), reverse("office:invite"), reverse("office:place-new")]
    assert page.request["PATH_INFO"] == reverse(first)
    if not changed:
        assert (told, links[0] in page.text) == ({"is_empty": True}, True)
    elif "village_name" in changed:
        assert told == {"unled": [], "lacks_village": True}
        assert page.text.count(links[2]) == 2  # the button and the note
    else:
        assert [place.code for place in told["unled"]] == ["caoba"]
        assert f"{links[1]}?at=caoba" in page.text


def test_an_administrator_adds_a_village_and_invites_its_coordinator(cast, method, admin, browser):
    client, address = browser(admin), reverse("office:place-new")
    sent = {"parent": cast.town.pk, "kind": "village", "name": "沟尾村", "code": "gouwei"}

    refused = client.post(address, sent | {"kind": "town", "code": "other"})
    taken = client.post(address, sent | {"code": "caoba"})
    answer = client.post(address, sent)
    page = client.get(answer.url)
    invite = client.get(reverse("office:invite"), {"at": "gouwei"}).context["form"]

    village = Place.objects.get(name="沟尾村")
    assert (refused.status_code, taken.status_code) == (422, 422)
    assert refused.context["form"].non_field_errors() == [
        "A town cannot belong to a town; choose a larger place."
    ]
    assert (village.parent, version_at(village, clock.today())) == (cast.town, method)
    assert page.context["unled"] == [village]
    assert (invite["place"].value(), invite["roles"].value()) == (village.pk, ["coordinator"])


@pytest.mark.parametrize("who", ["coordinator", "town_account", "tashi_account"])
def test_nobody_but_an_administrator_adds_a_place(cast, browser, who):
    address = reverse("office:place-new")
    sent = {"parent": cast.town.pk, "kind": "village", "name": "沟尾村", "code": "gouwei"}

    answer = browser(getattr(cast, who)).post(address, sent)

    assert (answer.status_code, Place.objects.filter(code="gouwei").count()) == (404, 0)


def test_who_coordinates_one_village_and_helps_in_another_imports_into_the_own(cast, browser):
    both = make_account("both", roles=[(Role.COORDINATOR, cast.xiagou)])
    make_helper(cast.caoba, "两处", account=both)

    page = browser(both).get(reverse("office:imports"))

    assert (page.status_code, page.context["place"]) == (200, cast.xiagou)


def test_a_coordinator_invites_a_helper_who_then_signs_in(cast, browser):
    client = browser(cast.coordinator)
    slip = client.post(reverse("office:invite"), {"helper": cast.pema.pk, "language": "zh-hans"})
    stranger, address = Client(), link_on(slip)

    page = stranger.get(address)
    answer = stranger.post(address, CHOSEN)

    account = Account.objects.get(login="pema")
    assert slip.status_code == page.status_code == 200
    assert 'src="data:image/svg+xml;base64,' in slip.text
    assert answer.url == "/account/login/"
    assert helper_of(account, clock.today()) == cast.pema
    assert stranger.get(address).status_code == 404


def test_a_slip_speaks_the_language_of_who_gets_it(cast, browser):
    client = browser(cast.coordinator, language="zh-hans")

    slip = client.post(reverse("office:invite"), {"helper": cast.pema.pk, "language": "en"})

    assert "Destroy this slip." in slip.text


def test_the_sign_in_page_after_a_slip_speaks_its_language(cast, browser):
    client = browser(cast.coordinator)
    slip = client.post(reverse("office:invite"), {"helper": cast.pema.pk, "language": "zh-hans"})
    stranger = Client(headers={"accept-language": "en"})

    page = stranger.post(link_on(slip), CHOSEN, follow=True)

    assert ("登录名" in page.text, "Login name" in page.text) == (True, False)


def test_an_administrator_invites_to_a_role(cast, admin, browser):
    given = {"place": cast.xiagou.pk, "name": "次旺", "roles": ["coordinator"], "language": "en"}

    slip = browser(admin).post(reverse("office:invite"), given)
    Client().post(link_on(slip), CHOSEN)

    account = Account.objects.get(login="pema")
    assert account.name == "次旺"
    assert has_role(account, Role.COORDINATOR, cast.xiagou, clock.today())


def test_an_administrator_invites_somebody_without_a_role(cast, admin, browser):
    client = browser(admin)
    given = {"place": cast.caoba.pk, "name": "次旺", "language": "en"}

    slip = client.post(reverse("office:invite"), given)
    Client().post(link_on(slip), CHOSEN)

    account = Account.objects.get(login="pema")
    page = client.get(reverse("office:person", args=[account.pk]))
    assert (slip.status_code, page.status_code) == (200, 200)
    assert "no role yet" in slip.text
    assert "helper" not in slip.text


def test_a_coordinator_cannot_choose_roles_or_another_villages_helper(cast, browser):
    client = browser(cast.coordinator)

    given = {"place": cast.caoba.pk, "name": "次旺", "roles": ["county"], "language": "en"}
    roles = client.post(reverse("office:invite"), given)
    other = client.post(reverse("office:invite"), {"helper": cast.lhamo.pk, "language": "en"})

    assert (roles.status_code, other.status_code) == (422, 422)
    assert Invitation.objects.count() == 0


def test_a_link_taken_back_looks_like_one_that_never_was(cast, browser):
    client = browser(cast.coordinator)
    slip = client.post(reverse("office:invite"), {"helper": cast.pema.pk, "language": "zh-hans"})
    client.post(reverse("office:invitation-revoke", args=[Invitation.objects.get().pk]))

    gone, never = Client().get(link_on(slip)), Client().get("/join/never/")

    def words(answer):
        return re.sub(r"<input[^>]*>", "", answer.text)

    assert (gone.status_code, words(gone)) == (404, words(never))


def test_a_link_that_still_works_stands_in_no_log_and_in_no_referer(cast, browser, caplog):
    caplog.handler.addFilter(NamesNoPath(settings.UNLOGGED_PATHS))
    address = link_on(browser(cast.coordinator).post(f"/people/{cast.tashi_account.pk}/link/", {}))
    client = Client(headers={"Accept-Language": "en"})

    page = client.get(address)
    weak = client.post(address, {"password": "short", "again": "short"})

    assert (page.status_code, weak.status_code) == (200, 422)
    assert page.headers["Referrer-Policy"] == weak.headers["Referrer-Policy"] == "strict-origin"
    assert address.split("/")[2] not in caplog.text


def test_who_was_let_go_lets_nobody_in_any_more(cast, browser):
    address = link_on(browser(cast.coordinator).post(f"/people/{cast.tashi_account.pk}/link/", {}))
    close_account(cast.coordinator, by=cast.second, on=cast.day)

    told = Client().post(address, {"password": PASSWORD, "again": PASSWORD})

    assert told.status_code == 422
    cast.tashi_account.refresh_from_db()
    assert not cast.tashi_account.check_password(PASSWORD)


def test_a_fresh_link_is_given_and_the_old_password_ends(cast, browser):
    tashi = cast.tashi_account
    tashi.set_password("the old words he forgot")
    tashi.save()
    address = reverse("office:person-link", args=[tashi.pk])
    slip = browser(cast.coordinator).post(address, {})

    Client().post(link_on(slip), {"password": PASSWORD, "again": PASSWORD})

    tashi.refresh_from_db()
    assert tashi.check_password(PASSWORD)


def test_an_account_is_ended(cast, admin, browser):
    signed_in = browser(cast.second)
    signed_in.get("/")

    browser(admin).post(reverse("office:person-end", args=[cast.second.pk]))

    assert signed_in.get("/").url == "/account/login/?next=/"


def test_an_account_whose_phone_is_lost_is_signed_out_and_stays(cast, admin, browser):
    signed_in = browser(cast.second)
    signed_in.get("/my-account/")

    answer = browser(admin).post(reverse("office:person-sign-out", args=[cast.second.pk]))

    cast.second.refresh_from_db()
    assert answer.url == reverse("office:person", args=[cast.second.pk])
    assert signed_in.get("/my-account/").url == "/account/login/?next=/my-account/"
    assert cast.second.is_active
    assert browser(cast.second).get("/my-account/").status_code == 200


def test_a_stranger_to_the_place_signs_nobody_out(cast, browser):
    signed_in = browser(cast.second)
    signed_in.get("/my-account/")

    answer = browser(cast.coordinator).post(
        reverse("office:person-sign-out", args=[cast.second.pk])
    )

    assert answer.status_code == 404
    assert signed_in.get("/my-account/").status_code == 200


@pytest.mark.parametrize("name", ["people", "invite"])
def test_who_lets_nobody_in_finds_no_such_page(cast, browser, name):
    told = [
        browser(one).get(reverse(f"office:{name}")).status_code
        for one in (cast.tashi_account, cast.town_account, cast.auditor)
    ]

    assert told == [404, 404, 404]


def test_the_list_shows_accounts_and_links_with_their_state(cast, admin, browser):
    client = browser(admin)
    client.post(reverse("office:invite"), {"helper": cast.pema.pk, "language": "zh-hans"})

    page = client.get(reverse("office:people"))

    assert [line.account.login for line in page.context["lines"]] == [
        "auditor", "drolma", "gesang", "tashi", "town", "wangmo",
    ]  # fmt: skip
    assert [(one.name, str(state)) for one, state, _roles in page.context["links"]] == [
        ("白玛", "open")
    ]


def test_an_administrator_without_a_team_is_led_to_the_people(cast, admin, browser):
    assert browser(admin).get(reverse("office:no-place")).url == reverse("office:people")


def test_how_the_instance_runs_is_changed_at_the_top_alone(cast, admin, browser):
    local = make_account("local", roles=[(Role.ADMINISTRATOR, cast.caoba)])
    given = {"deployer": "county", "asks_second_factor": "on", "lock_minutes": "5"}

    refused = browser(local).post(reverse("office:instance"), given)
    browser(admin).post(reverse("office:instance"), given)

    row = Instance.objects.get()
    assert refused.status_code == 404
    assert (row.deployer, row.asks_second_factor, row.lock_minutes) == ("county", True, 5)

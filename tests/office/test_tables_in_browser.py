"""A table fetched in a real browser: the page then says that it was."""

from django.urls import reverse

from doorstep.sync.actions import ask_table, make_column_set, settle_ask
from doorstep.sync.choices import AskState


def kept_table(cast, columns):
    return make_column_set(
        cast.caoba, name="名单", columns=columns, rows_of="households", by=cast.coordinator,
        on=cast.day,
    )  # fmt: skip


def test_the_page_of_a_fetched_table_says_so(cast, method, page, sign_in, today):
    ask = ask_table(
        kept_table(cast, ("code", "head")), office="乡民政办", purpose="核对", active_on=today,
        by=cast.coordinator, on=today,
    )  # fmt: skip
    settle_ask(ask, release=True, by=cast.second, on=today)
    sign_in(cast.coordinator)
    page.goto(reverse("office:table-ask", args=[ask.pk]))

    with page.expect_download() as download:
        page.click("button[name=format] >> nth=0")
    page.wait_for_selector("button[name=format]", state="detached")

    ask.refresh_from_db()
    assert download.value.suggested_filename.endswith(".xlsx")
    assert ask.state == AskState.FILLED


def test_a_form_that_is_refused_says_what_is_wrong(cast, method, page, sign_in):
    kept = kept_table(cast, ("code", "resident_count"))
    sign_in(cast.coordinator)
    page.goto(reverse("office:table-fill", args=[kept.pk]))
    page.evaluate("document.querySelector('form.form').noValidate = true")

    page.click("button[name=format] >> nth=0")

    page.wait_for_selector(".wrong-list")

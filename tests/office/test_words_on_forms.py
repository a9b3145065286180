"""Words that stand on several forms, where the Chinese one differs by what is asked."""

import pytest
from django.utils import translation
from django.utils.translation import gettext, pgettext

from doorstep.office.campaigns.forms import EndForm
from doorstep.office.money.forms import EndForm as EndProgramme
from doorstep.office.money.forms import PaymentForm
from doorstep.office.stations.forms import StationForm
from doorstep.office.supervision.forms import CheckForm


@pytest.mark.parametrize(
    ("form", "name", "label"),
    [
        (StationForm, "name", "名称"),
        (CheckForm, "found", "检查结果"),
        (PaymentForm, "paid_from", "从哪里付"),
        (EndForm, "last_on", "最后一天"),
        (EndProgramme, "last_on", "最后一天"),
    ],
)
def test_a_label_says_what_this_form_asks(form, name, label):
    with translation.override("zh-hans"):
        assert str(form.base_fields[name].label) == label


@pytest.mark.parametrize(
    ("begun", "act"), [("points", "建立"), ("campaign", "发起")], ids=["scheme", "campaign"]
)
def test_only_a_project_is_begun_as_one(begun, act):
    with translation.override("zh-hans"):
        assert [pgettext(begun, "Begin it"), gettext("Begin it")] == [act, "立项"]


def test_what_was_lent_is_returned_and_not_withdrawn():
    with translation.override("zh-hans"):
        assert pgettext("loan", "Take it back") == "登记归还"

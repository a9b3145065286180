"""What partners and others who applied say of an erased household by its code is blotted."""

from doorstep.partners import actions
from doorstep.partners.models import Appeal, Application, JointAct, Partner
from doorstep.people.choices import Duty
from tests.factories import DAY, make_account
from tests.partners.rows import apply_and_appeal


def test_what_is_said_of_it_elsewhere_loses_the_code(cast, of_village):
    told = {"by": cast.coordinator, "on": DAY}
    actions.record_joint_act(
        of_village, kind="visit", title="走访 A-001", done_on=DAY, of_office=cast.coordinator,
        seen="A-001 缺水", agreed="修 A-001 门前", where="A-001、A-0012", people_count=1, **told,
    )  # fmt: skip
    Partner.objects.filter(pk=of_village.pk).update(note="常去 A-001")
    second = make_account("second", duties=[(Duty.DECIDES_CATEGORIES, cast.caoba)])
    head = cast.b.members.get(relation="head")
    apply_and_appeal(cast.b, head, second=second, mark="同 A-001", **told)

    actions.erase_rows(cast.a)

    [act] = JointAct.objects.values_list("title", "seen", "agreed", "where")
    assert act == ("走访 ▇", "▇ 缺水", "修 ▇ 门前", "▇、A-0012")
    assert Partner.objects.get(pk=of_village.pk).note == "常去 ▇"
    [application] = Application.objects.values_list("meets", "reasons")
    assert (application, Appeal.objects.get().text) == (("同 ▇", "同 ▇"), "同 ▇")

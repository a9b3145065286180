"""Who met the criteria and agrees to be shown, put on the notice board masked."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doorstep.figures.actions import post_stars
from doorstep.kit import clock
from doorstep.office.doors import asker, must_coordinate, screen, village_of
from doorstep.office.filling import fill
from doorstep.office.rendering import DayField
from doorstep.office.stars.doors import above_stars
from doorstep.people.models import Place
from doorstep.register.choices import ConsentPurpose
from doorstep.register.queries import consenting
from doorstep.stars.choices import StarStep
from doorstep.stars.models import StarApplication
from doorstep.stars.queries import star_applications_for


class PostStarsForm(forms.Form):
    """Whom to post, how, until when."""

    applications = forms.ModelMultipleChoiceField(
        StarApplication.objects.none(),
        label=gettext_lazy("Households"),
        help_text=gettext_lazy("Who met all criteria and agrees to be shown; of one star."),
        widget=forms.CheckboxSelectMultiple,
    )
    who = forms.ChoiceField(
        label=gettext_lazy("Households stand there by"),
        choices=[
            ("name", gettext_lazy("the masked name of the head")),
            ("code", gettext_lazy("their code")),
        ],
        widget=forms.RadioSelect,
        initial="name",
    )
    take_down_on = DayField(label=gettext_lazy("Comes down on"))

    def __init__(self, *args: Any, rows: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        fields: dict[str, Any] = self.fields
        fields["applications"].queryset = rows
        fields["applications"].label_from_instance = lambda one: f"{one} · {one.star_set.name}"


@screen
def stars_post(request: HttpRequest) -> HttpResponse:
    """Puts them on the notice board; the board prints the list."""
    account, today, village = asker(request), clock.today(), village_of(request)
    must_coordinate(request, village)
    rows = _to_post(request, village)
    first = rows[0].star_set.name if rows else ""
    of_one = [one for one in rows if one.star_set.name == first]  # a notice is about one star
    days = max((one.star_set.notice_days for one in of_one), default=7)
    initial = {
        "applications": [one.pk for one in of_one],
        "take_down_on": today + timedelta(days=days),
    }

    def save(given: dict[str, Any]) -> None:
        post_stars(
            village,
            list(given["applications"]),
            take_down_on=given["take_down_on"],
            shows_names=given["who"] == "name",
            by=account,
            on=today,
        )

    return fill(
        request,
        PostStarsForm(request.POST or None, rows=rows, initial=initial),
        save,
        heading=_("Put on the notice board"),
        lead=_("Names are masked. Who withdraws the consent is left out when the list is printed."),
        act=_("Make the list"),
        done=_("The list is made. Print it, hang it up, and say here when it is taken down."),
        back=reverse("office:boards"),
        trail=above_stars(village),
        place=village,
    )


def _to_post(request: HttpRequest, village: Place) -> Any:
    today = clock.today()
    agrees = consenting(ConsentPurpose.STAR, today).filter(village=village)
    mine = star_applications_for(asker(request), today).filter(step=StarStep.MET)
    return mine.filter(household__in=agrees.values("pk")).order_by("household__code", "pk")

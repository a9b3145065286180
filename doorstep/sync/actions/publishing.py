"""Collect's forms, published once for a version of a method."""

import hashlib
from datetime import date

from django.db import transaction

from doorstep.method.models import Version
from doorstep.method.queries import questions_of, services_of
from doorstep.people.actions import audit
from doorstep.people.models import Account
from doorstep.sync.models import PublishedForm
from doorstep.sync.queries.forms import forms_under
from doorstep.sync.rules import EDITION, XFORMS, OwnQuestion, build_xforms


def publish_forms(version: Version, *, by: Account, on: date) -> list[PublishedForm]:
    """The forms of a version in the edition of today, in their order; built and stored at the
    first time, and as they lie at every other."""
    found = forms_under(version)
    if len(found) == len(XFORMS):
        return found  # and no transaction, which on SQLite would wait for every other
    _publish(version, by=by, on=on)
    return forms_under(version)


@transaction.atomic
def _publish(version: Version, *, by: Account, on: date) -> None:
    told = f"{version.number}.{EDITION}.{version.digest[:12]}"
    services = [(one.key, one.names) for one in services_of(version)]
    own = [OwnQuestion(one.key, one.kind, one.names, one.told) for one in questions_of(version)]
    for built in build_xforms(told, services, own):
        row, is_new = PublishedForm.objects.get_or_create(
            form=built.form,
            form_version=told,
            defaults={
                "version": version,
                "edition": EDITION,
                "title": built.title,
                "xml": built.xml,
                "md5": hashlib.md5(built.xml.encode(), usedforsecurity=False).hexdigest(),
                "published_on": on,
            },
        )
        if is_new:
            audit("publish_form", row, by=by, on=on, detail={"version": f"{version}"})

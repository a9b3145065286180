"""Rows as they were, from what an import or a merger kept of them."""

from typing import Any

from django.apps import apps
from django.db.models import Field, Model

from doorstep.people.models import Helper
from doorstep.sync.models import ImportedChange, MergedRow


def restore_row(one: ImportedChange | MergedRow) -> None:
    """Sets the columns of a changed row back."""
    model = apps.get_model(one.model)
    before = dict(one.before)
    skills = before.pop("skills", None)
    if before:
        model._default_manager.filter(pk=one.row_id).update(**_values(model, before))
    if skills is not None:
        Helper.objects.get(pk=one.row_id).skills.set(skills)


def _value(field: Any, held: Any) -> Any:
    target: Field[Any, Any] = field.target_field if field.is_relation else field
    is_json = target.get_internal_type() == "JSONField"
    return held if is_json or held is None else target.to_python(held)


def bring_back(one: MergedRow) -> None:
    """Makes a removed row again, under its former id."""
    model = apps.get_model(one.model)
    model(**_values(model, one.before)).save(force_insert=True)


def _values(model: type[Model], before: dict[str, Any]) -> dict[str, Any]:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {name: _value(fields[name], held) for name, held in before.items()}

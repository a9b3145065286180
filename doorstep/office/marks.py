"""The four category marks: a shape with its words, never a colour alone."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstep.method.choices import CategoryKind

NAMES = {
    CategoryKind.GREEN: _("No special need"),
    CategoryKind.BLUE: _("Livelihood support"),
    CategoryKind.ORANGE: _("Care"),
    CategoryKind.RED: _("Mediation support"),
}
BRIEF_NAMES = {
    CategoryKind.GREEN: pgettext_lazy("category in a narrow column", "None"),
    CategoryKind.BLUE: pgettext_lazy("category in a narrow column", "Livelihood"),
    CategoryKind.ORANGE: pgettext_lazy("category in a narrow column", "Care"),
    CategoryKind.RED: pgettext_lazy("category in a narrow column", "Mediation"),
}
_RING = 'fill="none" stroke="currentColor" stroke-width="2"'
_DROP = "M8 14C3 10 2 7.5 2 5.5A3 3 0 0 1 8 4.5 3 3 0 0 1 14 5.5C14 7.5 13 10 8 14Z"
SHAPES = {
    CategoryKind.GREEN: f'<circle cx="8" cy="8" r="6" {_RING}/>',
    CategoryKind.BLUE: '<rect x="2" y="2" width="12" height="12" fill="currentColor"/>',
    CategoryKind.ORANGE: f'<path d="{_DROP}" fill="currentColor"/>',
    CategoryKind.RED: (
        f'<circle cx="5.5" cy="8" r="4" {_RING}/><circle cx="10.5" cy="8" r="4" {_RING}/>'
    ),
}


def category_mark(kind: str, name: str = "", *, is_brief: bool = False) -> SafeString:
    """Shape and text of a category; `name` is the method's own word where it has one.

    KeyError or ValueError for a kind that is none of the four.
    """
    known = CategoryKind(kind)
    return format_html(
        '<span class="mark {}"><svg viewBox="0 0 16 16" aria-hidden="true">{}</svg>{}</span>',
        known.value,
        mark_safe(SHAPES[known]),  # noqa: S308 - our own drawing
        name or (BRIEF_NAMES if is_brief else NAMES)[known],
    )

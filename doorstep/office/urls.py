"""The office's screens."""

from django.urls import URLPattern, path

from doorstep.office import language, look
from doorstep.office.households import changes, listing, members, pages, paper
from doorstep.office.imports import pages as imports
from doorstep.office.no_place import no_place
from doorstep.office.search import search
from doorstep.office.this_week import this_week

app_name = "office"
ONE = "households/<uuid:household_id>/"
UPLOAD = "imports/preview/<uuid:upload_id>/"

urlpatterns: list[URLPattern] = [
    path("", this_week, name="this-week"),
    path("households/", listing.households, name="households"),
    path("households/new/", changes.new, name="household-new"),
    path(ONE, pages.household, name="household"),
    path(f"{ONE}members/", pages.members, name="household-members"),
    path(f"{ONE}homes/", pages.homes, name="household-homes"),
    path(f"{ONE}record/", pages.record, name="household-record"),
    path(f"{ONE}print/", paper.household_print, name="household-print"),
    path(f"{ONE}change/", changes.change, name="household-change"),
    path(f"{ONE}away/", changes.away, name="household-away"),
    path(f"{ONE}home/", changes.home, name="household-home"),
    path(f"{ONE}cadence/", changes.cadence, name="household-cadence"),
    path(f"{ONE}close/", changes.close, name="household-close"),
    path(f"{ONE}circumstance/", changes.circumstance, name="household-circumstance"),
    path(
        f"{ONE}circumstance/<uuid:circumstance_id>/end/",
        changes.circumstance_end,
        name="household-circumstance-end",
    ),
    path(f"{ONE}consent/", changes.consent, name="household-consent"),
    path(
        f"{ONE}consent/<uuid:consent_id>/withdraw/",
        changes.consent_withdraw,
        name="household-consent-withdraw",
    ),
    path(f"{ONE}members/new/", members.member_new, name="household-member-new"),
    path(f"{ONE}members/<uuid:member_id>/", members.member, name="household-member"),
    path(f"{ONE}members/<uuid:member_id>/end/", members.member_end, name="household-member-end"),
    path("imports/", imports.imports, name="imports"),
    path(UPLOAD, imports.import_preview, name="import-preview"),
    path(f"{UPLOAD}apply/", imports.import_apply, name="import-apply"),
    path(f"{UPLOAD}cancel/", imports.import_cancel, name="import-cancel"),
    path("imports/<uuid:import_id>/", imports.import_done, name="import"),
    path("imports/<uuid:import_id>/undo/", imports.import_undo, name="import-undo"),
    path("language/", language.language, name="language"),
    path("look/", look.look, name="look"),
    path("look/print/<str:sheet>/", look.look_print, name="look-print"),
    path("look/errors/<str:code>/", look.look_error, name="look-error"),
    path("no-place/", no_place, name="no-place"),
    path("search/", search, name="search"),
]

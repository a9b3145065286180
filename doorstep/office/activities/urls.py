"""Addresses of activities."""

from django.urls import URLPattern, path

from doorstep.office.activities import door, pages, planning, sheets

ONE = "activities/<uuid:activity_id>/"
SHEET = "activities/sheets/<uuid:sign_sheet_id>/"

ACTIVITIES: list[URLPattern] = [
    path("activities/", pages.activities, name="activities"),
    path("activities/new/", pages.activity_new, name="activity-new"),
    path("activities/plan/", planning.activity_plan, name="activity-plan"),
    path(ONE, pages.activity, name="activity"),
    path(f"{ONE}change/", pages.activity_change, name="activity-change"),
    path(f"{ONE}hold/", planning.activity_hold, name="activity-hold"),
    path(f"{ONE}cancel/", planning.activity_cancel, name="activity-cancel"),
    path(f"{ONE}materials/new/", planning.material_new, name="material-new"),
    path(
        "activities/materials/<uuid:material_id>/tick/",
        planning.material_tick,
        name="material-tick",
    ),
    path(f"{ONE}sheets/new/", sheets.sign_sheet_new, name="sign-sheet-new"),
    path(SHEET, sheets.sign_sheet, name="sign-sheet"),
    path(f"{SHEET}pdf/", sheets.sign_sheet_pdf, name="sign-sheet-pdf"),
    path(f"{ONE}goods/", sheets.goods_buy, name="goods-buy"),
    path(f"{ONE}door/open/", door.door_open, name="door-open"),
    path(f"{ONE}door/close/", door.door_close, name="door-close"),
    path("d/<slug:door_code>/", door.door, name="door"),
    path(f"{ONE}wishes/new/", sheets.wish_new, name="wish-new"),
]

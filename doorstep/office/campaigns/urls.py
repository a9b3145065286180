"""The addresses of the screens about campaigns."""

from django.urls import URLPattern, path

from doorstep.office.campaigns import moving, pages, paying, starting

CAMPAIGN = "campaigns/<uuid:campaign_id>/"
UNIT = "campaigns/units/<uuid:campaign_unit_id>/"

CAMPAIGNS: list[URLPattern] = [
    path("campaigns/", pages.campaigns, name="campaigns"),
    path("campaigns/new/", starting.campaign_new, name="campaign-new"),
    path(CAMPAIGN, pages.campaign, name="campaign"),
    path(f"{CAMPAIGN}change/", starting.campaign_change, name="campaign-change"),
    path(f"{CAMPAIGN}end/", starting.campaign_end, name="campaign-end"),
    path(f"{CAMPAIGN}many/", moving.campaign_many, name="campaign-many"),
    path(f"{CAMPAIGN}pay/", paying.campaign_pay, name="campaign-pay"),
    path(f"{CAMPAIGN}states/", starting.campaign_states, name="campaign-states"),
    path(UNIT, pages.campaign_unit, name="campaign-unit"),
    path(f"{UNIT}back/", moving.campaign_unit_back, name="campaign-unit-back"),
    path(f"{UNIT}move/", moving.campaign_unit_move, name="campaign-unit-move"),
    path(f"{UNIT}turn/", moving.campaign_turn, name="campaign-turn"),
    path(
        "campaigns/units/<uuid:campaign_unit_id>/turns/take-back/",
        moving.deeds_take_back,
        name="deeds-take-back",
    ),
]

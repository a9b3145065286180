"""The addresses of the screens about points."""

from django.urls import URLPattern, path

from doorstep.office.points import cards, giving, pages, people, shop

CARD = "points/cards/<uuid:rule_card_id>/"
PERSON = "points/people/<uuid:member_id>/"
DISPUTE = "points/disputes/<uuid:dispute_id>/"

POINTS: list[URLPattern] = [
    path("points/", pages.points, name="points"),
    path("points/begin/", pages.points_begin, name="points-begin"),
    path("points/end/", pages.points_end, name="points-end"),
    path("points/give/", giving.points_give, name="points-give"),
    path("points/join/", giving.points_join, name="points-join"),
    path("points/counter/", shop.points_counter, name="points-counter"),
    path("points/draft/", cards.rules_draft, name="rules-draft"),
    path(CARD, cards.rule_card, name="rule-card"),
    path(f"{CARD}pdf/", cards.rule_card_pdf, name="rule-card-pdf"),
    path(f"{CARD}rule/", cards.point_rule_new, name="point-rule-new"),
    path(f"{CARD}show/", cards.rule_card_show, name="rule-card-show"),
    path(f"{CARD}times/", cards.rule_card_times, name="rule-card-times"),
    path(f"{CARD}vote/", cards.rule_card_vote, name="rule-card-vote"),
    path("points/rules/<uuid:point_rule_id>/drop/", cards.point_rule_drop, name="point-rule-drop"),
    path(PERSON, people.points_person, name="points-person"),
    path(f"{PERSON}dispute/", people.points_dispute_new, name="points-dispute-new"),
    path(f"{PERSON}slip/", people.points_slip, name="points-slip"),
    path(DISPUTE, people.points_dispute, name="points-dispute"),
    path(f"{DISPUTE}answer/", people.points_dispute_answer, name="points-dispute-answer"),
    path("points/shop/price/", shop.shop_price_new, name="shop-price-new"),
    path("points/shop/stock/", shop.shop_stock, name="shop-stock"),
    path(
        "points/shop/prices/<uuid:shop_price_id>/end/", shop.shop_price_end, name="shop-price-end"
    ),
    path("points/swaps/<uuid:swap_id>/undo/", shop.swap_undo, name="swap-undo"),
]

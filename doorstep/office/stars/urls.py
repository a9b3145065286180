"""The addresses of the screens about stars."""

from django.urls import URLPattern, path

from doorstep.office.stars import answers, application, pages, papers, posting, sets, steps

SET = "stars/sets/<uuid:star_set_id>/"
APPLICATION = "stars/applications/<uuid:star_application_id>/"
STAR = "stars/held/<uuid:star_id>/"

STARS: list[URLPattern] = [
    path("stars/", pages.stars, name="stars"),
    path("stars/post/", posting.stars_post, name="stars-post"),
    path("stars/sets/new/", sets.star_set_new, name="star-set-new"),
    path(SET, sets.star_set, name="star-set"),
    path(f"{SET}apply/", sets.star_apply, name="star-apply"),
    path(f"{SET}end/", sets.star_set_end, name="star-set-end"),
    path(APPLICATION, application.star_application, name="star-application"),
    path(f"{APPLICATION}answer/", answers.star_answer, name="star-answer"),
    path(f"{APPLICATION}assess/", steps.star_assess, name="star-assess"),
    path(f"{APPLICATION}confirm/", steps.star_confirm, name="star-confirm"),
    path(f"{APPLICATION}give/", answers.star_give, name="star-give"),
    path(f"{APPLICATION}hear/", steps.star_hear, name="star-hear"),
    path(f"{APPLICATION}letter/", papers.star_letter, name="star-letter"),
    path(f"{APPLICATION}object/", answers.star_object, name="star-object"),
    path(f"{APPLICATION}review/", steps.star_review, name="star-review"),
    path(
        f"{APPLICATION}take-back/",
        steps.star_application_take_back,
        name="star-application-take-back",
    ),
    path(f"{STAR}error/", answers.star_error, name="star-error"),
    path(f"{STAR}give-up/", answers.star_give_up, name="star-give-up"),
    path(f"{STAR}plaque/", answers.star_plaque, name="star-plaque"),
]

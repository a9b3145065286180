"""The addresses of the screens about works."""

from django.urls import URLPattern, path

from doorstep.office.works import pages

WORKS: list[URLPattern] = [
    path("works/", pages.works, name="works"),
    path("works/list.pdf", pages.works_paper, name="works-paper"),
    path("works/<uuid:works_id>/join/", pages.works_join, name="works-join"),
    path("works/<uuid:works_id>/project/", pages.works_project, name="works-project"),
    path(
        "works/<uuid:works_id>/served/<uuid:household_id>/",
        pages.works_served,
        name="works-served",
    ),
]

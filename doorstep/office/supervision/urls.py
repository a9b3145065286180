"""The addresses of the screens about supervision."""

from django.urls import URLPattern, path

from doorstep.office.supervision import pages, writing

POST = "supervision/posts/<uuid:supervised_post_id>/"
CHECK = "supervision/checks/<uuid:check_id>/"
PROBLEM = "supervision/problems/<uuid:problem_id>/"

SUPERVISION: list[URLPattern] = [
    path("supervision/", pages.supervision, name="supervision"),
    path("supervision/posts/", pages.supervised_posts, name="supervised-posts"),
    path("supervision/posts/new/", writing.supervised_post_new, name="supervised-post-new"),
    path(POST, pages.supervised_post, name="supervised-post"),
    path(f"{POST}end/", writing.supervised_post_end, name="supervised-post-end"),
    path(f"{POST}review/", writing.supervised_post_review, name="supervised-post-review"),
    path("supervision/checks/new/", writing.check_new, name="check-new"),
    path(CHECK, pages.check, name="check"),
    path(f"{CHECK}problem/", writing.problem_new, name="problem-new"),
    path(f"{PROBLEM}close/", writing.problem_close, name="problem-close"),
    path(f"{PROBLEM}correct/", writing.problem_correct, name="problem-correct"),
]

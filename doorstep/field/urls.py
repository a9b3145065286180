"""The field page's addresses."""

from django.urls import URLPattern, path

from doorstep.field import api, counter, page

app_name = "field"
urlpatterns: list[URLPattern] = [
    path("", page.page, name="page"),
    path("sw.js", page.worker, name="worker"),
    path("app.webmanifest", page.manifest, name="manifest"),
    path("api/caseload", api.caseload, name="caseload"),
    path("api/records", api.records, name="records"),
    path("api/counter", counter.counter, name="counter"),
    *(
        path(
            f"api/help/<uuid:help_request_id>/{step}",
            counter.help_step,
            {"step": step},
            name=f"help-{step}",
        )
        for step in ("alerted", "coming", "helped")
    ),
]

"""The field page's addresses."""

from django.urls import URLPattern, path

from doorstep.field import api, page

app_name = "field"
urlpatterns: list[URLPattern] = [
    path("", page.page, name="page"),
    path("sw.js", page.worker, name="worker"),
    path("app.webmanifest", page.manifest, name="manifest"),
    path("api/caseload", api.caseload, name="caseload"),
    path("api/records", api.records, name="records"),
]

"""The field page's addresses."""

from django.urls import URLPattern, path

from doorstep.field import api

app_name = "field"
urlpatterns: list[URLPattern] = [
    path("api/caseload", api.caseload, name="caseload"),
    path("api/records", api.records, name="records"),
]

"""Addresses that ODK Collect calls; `server_url` on the phone is all up to the token."""

from django.urls import URLPattern, path

from doorstep.api import forms, submissions

app_name = "api"
FORM = "<str:token>/forms/<str:name>/<str:form_version>"
urlpatterns: list[URLPattern] = [
    path("<str:token>/formList", forms.form_list, name="form-list"),
    path("<str:token>/forms/<str:name>/<str:form_version>", forms.form, name="form"),
    path(
        "<str:token>/forms/<str:name>/<str:form_version>/manifest", forms.manifest, name="manifest"
    ),
    path("<str:token>/lists/<str:name>.csv", forms.rows, name="list"),
    path("<str:token>/lists/<str:name>/integrity", forms.integrity, name="integrity"),
    path("<str:token>/submission", submissions.submission, name="submission"),
]

"""The office's screens."""

from django.urls import URLPattern, path

from doorstep.office import language, look

app_name = "office"
urlpatterns: list[URLPattern] = [
    path("language/", language.language, name="language"),
    path("look/", look.look, name="look"),
    path("look/print/<str:sheet>/", look.look_print, name="look-print"),
    path("look/errors/<str:code>/", look.look_error, name="look-error"),
]

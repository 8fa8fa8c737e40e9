"""The readers' addresses. None of them takes a query string."""

from django.urls import path, re_path

from missions.public import views, wellknown

urlpatterns = [
    path("", views.home, name="home"),
    path("missions/", views.catalogue, name="catalogue"),
    path("missions/<slug:slug>/", views.mission, name="mission"),
    path("missions/<slug:slug>/editions/", views.editions, name="editions"),
    path("missions/<slug:slug>/editions/<int:number>/", views.edition, name="edition"),
    path("missions/<slug:slug>/editions/<int:first>-<int:second>/", views.comparison, name="comparison"),
    path("sources/", views.sources, name="sources"),
    path("sources/<slug:key>/", views.source, name="source"),
    re_path(r"^(?P<name>about|method|accessibility|licence)/$", views.text_page, name="text-page"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("sitemap.xml", wellknown.sitemap, name="sitemap"),
    path("robots.txt", wellknown.robots, name="robots"),
    path(".well-known/security.txt", wellknown.security, name="security"),
    path("healthz", wellknown.healthz, name="healthz"),
    path("readyz", wellknown.readyz, name="readyz"),
    path("favicon.ico", wellknown.favicon, name="favicon"),
]

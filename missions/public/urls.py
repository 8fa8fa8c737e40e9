"""The readers' addresses. Query strings are for search, filters, and forms that lead on to a plain address."""

from django.urls import path, re_path, register_converter

from missions.public import citing, exports, feeds, finding, history, sitemaps, timeline, views, wellknown
from missions.public.converters import SuffixConverter, TableConverter
from missions.public.methods import only_read

register_converter(TableConverter, "table")
register_converter(SuffixConverter, "reference")

urlpatterns = [
    path("", views.home, name="home"),
    path("missions/", finding.catalogue, name="catalogue"),
    path("missions/pages/<int:number>/", finding.catalogue, name="catalogue-page"),
    path("missions/<slug:slug>/", views.mission, name="mission"),
    path("missions/<slug:slug>/editions/", history.editions, name="editions"),
    path("missions/<slug:slug>/editions/compare/", history.compare, name="compare"),
    path("missions/<slug:slug>/editions/<int:number>/", views.edition, name="edition"),
    path("missions/<slug:slug>/editions/<int:first>-<int:second>/", history.comparison, name="comparison"),
    path("missions/<slug:slug>/on/", history.mission_day, {"way": "on"}, name="on-day"),
    path("missions/<slug:slug>/on/<str:day>/", history.on, name="on"),
    path("missions/<slug:slug>/since/", history.mission_day, {"way": "since"}, name="since-day"),
    path("missions/<slug:slug>/since/<str:day>/", history.since, name="since"),
    path("missions/<slug:slug>/feed/", feeds.mission_feed, name="mission-feed"),
    path("changes/", history.changes, name="changes"),
    path("changes/page/<int:page>/", history.changes, name="changes-page"),
    path("changes/feed/", feeds.site_feed, name="changes-feed"),
    path("changes/since/", history.changes_day, name="changes-day"),
    path("changes/since/<str:day>/", history.changes_since, name="changes-since"),
    path("changes/since/<str:day>/page/<int:page>/", history.changes_since, name="changes-since-page"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("timeline/pages/<int:number>/", timeline.timeline, name="timeline-page"),
    path("search/", finding.search, name="search"),
    path("missions/<slug:slug>.json", exports.record_json, name="mission-json"),
    path("missions/<slug:slug>.md", exports.record_markdown, name="mission-markdown"),
    path("missions/<slug:slug>/<table:table>.csv", exports.record_table, name="mission-table"),
    path("missions/<slug:slug>/editions/<int:number>.json", exports.record_json, name="edition-json"),
    path("missions/<slug:slug>/editions/<int:number>.md", exports.record_markdown, name="edition-markdown"),
    path("missions/<slug:slug>/editions/<int:number>/<table:table>.csv", exports.record_table, name="edition-table"),
    path("data/<table:table>.csv", exports.site_table, name="data-table"),
    path("data/", exports.codebook_page, name="data"),
    path("data/codebook.csv", exports.codebook_table, name="codebook"),
    path("data/record.schema.json", exports.published_schema, {"name": "record"}, name="record-schema"),
    path("data/source.schema.json", exports.published_schema, {"name": "source"}, name="source-schema"),
    path("missions/<slug:slug>.<reference:suffix>", citing.record, name="mission-reference"),
    path("missions/<slug:slug>/editions/<int:number>.<reference:suffix>", citing.record, name="edition-reference"),
    path(
        "missions/<slug:slug>/editions/<int:number>/sources.<reference:suffix>",
        citing.sources,
        name="edition-sources",
    ),
    path("missions/<slug:slug>/editions/<int:number>/cite/", citing.statements, name="statements"),
    path("sources/<slug:key>.<reference:suffix>", citing.source, name="source-reference"),
    path("sources/", views.sources, name="sources"),
    path("sources/pages/<int:number>/", views.sources, name="sources-page"),
    path("sources/<slug:key>.json", exports.source_json, name="source-json"),
    path("sources/<slug:key>/", views.source, name="source"),
    re_path(r"^(?P<name>about|method|accessibility|licence)/$", views.text_page, name="text-page"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemaps/<int:number>.xml", sitemaps.sitemap_part, name="sitemap-part"),
    path("robots.txt", wellknown.robots, name="robots"),
    path(".well-known/security.txt", wellknown.security, name="security"),
    path("healthz", wellknown.healthz, name="healthz"),
    path("readyz", wellknown.readyz, name="readyz"),
    path("favicon.ico", wellknown.favicon, name="favicon"),
]

for pattern in urlpatterns:
    pattern.callback = only_read(pattern.callback)

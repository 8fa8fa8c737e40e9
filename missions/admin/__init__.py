"""The editors' side: the admin's screens in the order in which they lead.

Imports run one way: widgets, fields, keys, forms; messages and refusals; todo; desk; entries, sources, missions with
preview, publishing and unsourced; editions; start, which the site's first page asks; accounts, throttle, welcome,
second_factor and its steps, colleagues.
"""

from django.contrib import admin
from django.contrib.auth import admin as screens_of_accounts  # noqa: F401  # registers what is taken away below
from django.contrib.auth.models import Group, User
from django_otp.plugins.otp_static import admin as screens_of_paper  # noqa: F401  # as above
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp import admin as screens_of_phones  # noqa: F401  # as above
from django_otp.plugins.otp_totp.models import TOTPDevice

from missions.admin import sessions, throttle  # noqa: F401  # they hear of a login from the first one on
from missions.admin.colleagues import ColleagueAdmin
from missions.admin.editions import EditionAdmin, NoticeAdmin
from missions.admin.entries import EntryAdmin
from missions.admin.missions import MissionAdmin
from missions.admin.sources import SourceAdmin
from missions.models import (
    Colleague,
    Edition,
    Figure,
    Initiative,
    Leader,
    Link,
    Mission,
    Notice,
    Phase,
    Quotation,
    Relation,
    Source,
)

# The index keeps this order.
admin.site.register(Mission, MissionAdmin)
admin.site.register([Phase, Initiative], EntryAdmin)
admin.site.register(Source, SourceAdmin)
admin.site.register([Figure, Leader, Quotation, Link, Relation], EntryAdmin)
admin.site.register(Edition, EditionAdmin)
admin.site.register(Notice, NoticeAdmin)
admin.site.register(Colleague, ColleagueAdmin)
# An account is a colleague here, and a group a role; a second factor is its owner's: second_steps.
admin.site.unregister([Group, User, StaticDevice, TOTPDevice])

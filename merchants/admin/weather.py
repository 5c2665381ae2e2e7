"""One tap for a coordinator: in a cold week the warm places of the city stand on top, in a hot week the cool ones."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from merchants import actions, posters
from merchants.models import Chapter, Merchant

from .base import TeamAdmin, Who


@dataclass(frozen=True)
class City:
    """What the buttons of one city know: what was called (cold, hot or "") and how many places are marked for each."""

    chapter: Chapter
    called: str

    @property
    def warm(self):
        return self.chapter.marked_is_heated

    @property
    def cool(self):
        return self.chapter.marked_is_cool

    @property
    def places(self):
        """Where places are marked."""
        return f"{reverse('admin:merchants_merchant_changelist')}?state__exact=active&chapter__id__exact={self.chapter.pk}"


def _marked(tick):
    return Count("merchants", filter=Q(**{"merchants__state": Merchant.State.ACTIVE, f"merchants__{tick}": True}))


class WeatherButtons(TeamAdmin):
    """Stands on the front page and on the page of a city; only for coordinators, of cities whose team is at work."""

    def get_urls(self):
        buttons = {"cold": self.cold_week, "hot": self.hot_week, "over": self.week_is_over}
        return [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(require_POST(answer)), name=f"merchants_chapter_{name}")
            for name, answer in buttons.items()
        ] + super().get_urls()

    def on_the_front_page(self, request):
        return {"cities": self._cities(request.user)}

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["cities"] = self._cities(request.user, pk=obj.pk) if obj else []
        return super().render_change_form(request, context, obj=obj, **kwargs)

    # What the buttons answer

    def cold_week(self, request, pk):
        return self._call(request, self._chapter(request, pk), Chapter.Weather.COLD)

    def hot_week(self, request, pk):
        return self._call(request, self._chapter(request, pk), Chapter.Weather.HOT)

    def week_is_over(self, request, pk):
        chapter = actions.call_off(chapter=self._chapter(request, pk))
        self.log_change(request, chapter, _("Ended the cold or hot week."))
        self.message_user(request, _("It is over in %(city)s: all places stand as usual.") % {"city": chapter}, messages.SUCCESS)
        return self._back(request, chapter)

    def _call(self, request, chapter, weather):
        if not posters.places_marked_for(weather, chapter).exists():
            self.message_user(request, _none_marked(weather, chapter), messages.WARNING)
            return self._back(request, chapter)
        until = actions.a_week_from(timezone.localdate())
        actions.call_weather(chapter=chapter, weather=weather, until=until)
        self.log_change(request, chapter, _("Called a cold week.") if weather == Chapter.Weather.COLD else _("Called a hot week."))
        self.message_user(request, _called(weather, chapter), messages.SUCCESS)
        return self._back(request, chapter)

    def _back(self, request, chapter):
        return redirect("admin:merchants_chapter_change", chapter.pk) if "from_city" in request.POST else redirect("admin:index")

    def _chapter(self, request, pk):
        return get_object_or_404(self._own(request.user), pk=pk)

    def _own(self, user):
        return self.rows_for(user, Who.COORDINATORS).at_work()

    def _cities(self, user, **which):
        marked = {f"marked_{tick}": _marked(tick) for tick in posters.TICKS.values()}
        chapters = self._own(user).filter(**which).annotate(**marked).order_by("name")
        return [City(chapter, chapter.weather_on(timezone.localdate())) for chapter in chapters]


def _none_marked(weather, chapter):
    if weather == Chapter.Weather.COLD:
        return _("No place in %(city)s is marked as warm yet; mark some first.") % {"city": chapter}
    return _("No place in %(city)s is marked as cool yet; mark some first.") % {"city": chapter}


def _called(weather, chapter):
    """What happens now, and the poster to hang up."""
    until = {"city": chapter, "day": date_format(chapter.weather_until, "l j F")}
    if weather == Chapter.Weather.COLD:
        words = _("The warm places of %(city)s stand on top, up to and including %(day)s.") % until
    else:
        words = _("The cool places of %(city)s stand on top, up to and including %(day)s.") % until
    return format_html('{} <a href="{}">{}</a>', words, posters.address_of(weather, chapter), _("Print the poster"))

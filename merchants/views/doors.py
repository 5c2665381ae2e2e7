"""The doors one can come through, and what those have in common that are a short letter to a team."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from merchants import actions, limits
from merchants.door_forms import DoorForm, HelpForm, TownForm
from merchants.models import Chapter

# Many people may share one address: a library, a street party.
FORMS_A_DAY = 50


@dataclass(frozen=True)
class Door:
    """`name` is that of its pages, of its words (templates/<room>/door_<name>.html) and of its letter (letters/door_<name>.txt).

    `answer` is called with what was filled in.
    """

    name: str
    title: Promise
    icon: str
    form: type[DoorForm]
    room: str = "merchants"
    answer: Callable = actions.ring


HELP = Door("help", gettext_lazy("Come and help"), "hand", HelpForm)
TOWN = Door("town", gettext_lazy("Start in your town"), "sprout", TownForm)


@login_not_required
@require_safe
def doors(request):
    return render(request, "merchants/doors.html", {"chapters": Chapter.objects.at_work()})


@login_not_required
@never_cache
def door(request, door):
    form, status = door.form(request.POST or None), 200
    if form.is_valid():
        if limits.allows(request, f"door-{door.name}", per_day=FORMS_A_DAY):
            door.answer(template=f"door_{door.name}", **form.told())
            return HttpResponseRedirect(reverse(f"{door.room}:door-{door.name}-thanks"), status=303)
        form.add_error(None, _("Many forms came from your side of the internet today. Try again tomorrow, or write to the team."))
        status = 429
    return render(request, f"{door.room}/door_{door.name}.html", {"form": form, "door": door}, status=status)


@login_not_required
@require_safe
def door_thanks(request, door):
    return render(request, "merchants/door_thanks.html", {"door": door})

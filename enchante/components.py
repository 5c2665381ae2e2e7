"""Template tags every page may use: the furniture of the house. No `{% load %}` needed.

Each one is drawn with all its states on /components/ while DEBUG. A tag holds markup, a page holds words.
"""

from email.utils import parseaddr
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.defaulttags import querystring
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from enchante import guest_pages, page_sheets
from enchante.language import came_from as language_before
from enchante.language import in_language
from merchants import dates, pictograms
from merchants.money import euro

register = template.Library()

NOTICE_ICONS = {"info": "info", "good": "circle-check", "ask": "message-circle-question-mark", "problem": "circle-alert"}

OPEN_STATES = {
    "open": ("door-open", _("Open now")),
    "closed": ("door-closed", _("Closed now")),
    "ask": ("message-circle-question-mark", _("Ask first")),
    "pause": ("circle-pause", _("Taking a break")),
}


def site(request):
    """What every page knows: the public name of the network, where it stands, and where to write to it."""
    contact = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return {"network_name": settings.NETWORK_NAME, "site_url": settings.SITE_URL, "contact_email": contact}


@register.simple_tag(takes_context=True)
def sheet(context, name):
    """`{% sheet "place.css" %}`: how this page looks; on the street inside it, for who is logged in beside it."""
    if context.get("team_page"):
        links = [format_html('<link rel="stylesheet" href="{}">', static(each)) for each in page_sheets.sheets_of(name)]
        return mark_safe("".join(links))  # noqa: S308 - our own links
    # Our own sheets, in which no tag stands.
    return mark_safe(f'<style data-sheet="{name}">{page_sheets.text(name)}</style>')  # noqa: S308


@register.simple_tag
def icon(name):
    """`{% icon "coffee" %}`: a pictogram of the one drawn family (lucide), as tall as the letters beside it.

    It is hidden from screen readers: the word always stands next to it. Here it only points at its lines, which `{% lean %}` puts on
    the page once.
    """
    return pictograms.pointer(str(name))


@register.simple_block_tag(takes_context=True)
def lean(context, content):
    """`{% lean %}…{% endlean %}` around a whole page: fewer bytes for an old phone.

    The air between tags goes, and the lines of every pictogram the page points at come once, at its end; also `other_pictograms`, for
    what is put in afterwards.
    """
    page = pictograms.without_air(content)
    lines = pictograms.all_lines(pictograms.used_in(page)) + context.get("other_pictograms", "")
    return mark_safe(f'{page}<svg id="pictograms">{lines}</svg>' if lines else page)  # noqa: S308 - our own page and drawings


@register.simple_tag(takes_context=True)
def same_page_in(context, language):
    """`{% same_page_in "en" %}`: the address of this very page in another language, its question included."""
    return in_language(language, context["request"].get_full_path())


@register.simple_tag(takes_context=True)
def other_languages(context):
    """`{% other_languages as others %}`: the languages this page can be read in besides its own, as Django tells of them.

    `others.whole` have the whole site; `others.guests` only the pages for guests, and there are none where this is no such page.
    """
    here, is_for_guests = translation.get_language(), guest_pages.is_one(context["request"].resolver_match)
    offered = {"whole": settings.WHOLE_LANGUAGES, "guests": settings.GUEST_LANGUAGES if is_for_guests else []}
    return {which: [translation.get_language_info(code) for code, _name in each if code != here] for which, each in offered.items()}


@register.simple_tag(takes_context=True)
def came_from(context):
    """`{% came_from as before %}`: the language of guests somebody came from, as Django tells of it, where this page is not in it."""
    language = language_before(context["request"])
    return language and translation.get_language_info(language)


@register.simple_tag(takes_context=True)
def canonical(context):
    """`{% canonical %}`: the one address of this page, whatever was asked in it."""
    return settings.SITE_URL + context["request"].path


register.filter("euro", euro)
register.filter("date", dates.date, expects_localtime=True, is_safe=False)


@register.simple_block_tag
def page_header(content, title, lead="", icon=""):
    """`{% page_header title=… lead=… icon=… %}buttons{% endpage_header %}`: the h1, one leading sentence, what to do first."""
    return render_to_string("components/page_header.html", {"content": content, "title": title, "lead": lead, "icon": icon})


@register.simple_block_tag
def card(content, title="", icon="", level=2, colour=""):
    """`{% card title=… icon=… level=3 %}…{% endcard %}`: a sheet of paper with a heading. `colour` is that of a sign, for its pictogram."""
    parts = {"content": content, "title": title, "icon": icon, "level": level, "colour": colour}
    return render_to_string("components/card.html", parts)


@register.simple_block_tag
def notice(content, kind="info", title=""):
    """`{% notice kind="good" title=… %}…{% endnotice %}`: a word to the reader. Kinds: info, good, ask, problem."""
    parts = {"content": content, "kind": kind, "title": title, "icon": NOTICE_ICONS[kind]}
    return render_to_string("components/notice.html", parts)


@register.simple_block_tag
def empty_state(content, title, icon="door-open"):
    """`{% empty_state title=… icon=… %}what to do now{% endempty_state %}`: where a list would stand, and there is nothing."""
    return render_to_string("components/empty_state.html", {"content": content, "title": title, "icon": icon})


@register.simple_block_tag
def steps(content):
    """`{% steps %}{% step … %}…{% endstep %}{% endsteps %}`: numbered, in pictures."""
    return render_to_string("components/steps.html", {"content": content})


@register.simple_block_tag
def step(content, title, icon):
    """`{% step icon="door-open" title=_("Step in") %}one or two sentences{% endstep %}`, inside `{% steps %}`."""
    return render_to_string("components/step.html", {"content": content, "title": title, "icon": icon})


@register.simple_block_tag
def article(content, title):
    """`{% article title=… %}…{% endarticle %}`: one article of the charter, inside `<ol class="articles">`."""
    return render_to_string("components/article.html", {"content": content, "title": title})


@register.simple_tag
def chip(icon, text, kind=""):
    """`{% chip icon=service.icon text=service.name %}`: a pictogram and its word, never one alone. Kinds: (plain), good, strong."""
    # Adding nothing makes a plain string of one that was marked safe: whatever the words are, they are escaped.
    return _chip(str(icon), str(text) + "", kind)


@lru_cache(maxsize=1024)
def _chip(icon, text, kind):
    # A list of places shows the same few services a hundred times: each is drawn once.
    return render_to_string("components/chip.html", {"icon": icon, "text": text, "kind": kind})


@register.simple_tag
def pick(name, value, icon, text, checked=False, kind="checkbox", count=None):
    """`{% pick name="dienst" value="toilet" icon="toilet" text=… checked=… count=… %}`: a chip to tick; `kind="radio"` for one of many.

    `count` tells how many there are.
    """
    return _pick(str(name), str(value), str(icon), str(text) + "", bool(checked), kind, count)


@lru_cache(maxsize=8192)
def _pick(name, value, icon, text, checked, kind, count):
    parts = {"name": name, "value": value, "icon": icon, "text": text, "checked": checked, "kind": kind, "count": count}
    return render_to_string("components/pick.html", parts)


@register.simple_tag
def open_state(state, sentence="", detail=""):
    """`{% open_state answer.state answer.sentence %}`: open, closed, ask or pause; without a sentence it says so in two words."""
    icon, words = OPEN_STATES[str(state)]
    return _open_state(str(state), icon, str(sentence or words) + "", str(detail) + "")


@lru_cache(maxsize=1024)
def _open_state(state, icon, words, detail):
    return render_to_string("components/open_state.html", {"state": state, "icon": icon, "words": words, "detail": detail})


@register.inclusion_tag("components/door.html")
def door(url, icon, title, words=""):
    """`{% door url=… icon="clock" title=_("Opening hours") words=… %}`: the way to a small page, inside `<ul class="doors">`."""
    return {"url": url, "icon": icon, "title": title, "words": words}


@register.inclusion_tag("components/board.html")
def board(items, title="", level=2, is_away=False):
    """`{% board treats %}`: the chalkboard with a slip for each kind that waits. Items have name, icon, waiting and price (cents).

    With `is_away`, while a place takes a break, an empty one invites nobody to step in.
    """
    return {"waiting": [item for item in items if item.waiting], "title": title, "level": level, "is_away": is_away}


@register.inclusion_tag("components/waiting_line.html")
def waiting_line(items):
    """`{% waiting_line treats %}`: the board in one line, for lists. Shows nothing when nothing waits."""
    return {"waiting": [item for item in items if item.waiting]}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context, page, name="pagina"):
    """`{% pager page %}`: links to the page before and after, keeping the rest of the question. A second list has a name of its own."""
    before, after = (querystring(context, **{name: page.number + step}) for step in (-1, 1))
    return {"page": page, "before": before, "after": after}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*labels_and_addresses):
    """`{% breadcrumbs _("Find a place") places_url merchant.name %}`: label and address in turn, this page's label last."""
    *parents, here = labels_and_addresses
    return {"parents": list(zip(parents[::2], parents[1::2], strict=True)), "here": here}

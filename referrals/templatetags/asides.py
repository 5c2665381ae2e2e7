"""What is kept for a while because an organisation asked, for the counter: `{% load asides %}`."""

from collections import defaultdict

from django import template

from referrals.models import SettingAside

register = template.Library()


@register.simple_tag
def kept_at(merchant):
    """`{% kept_at merchant as kept %}`: what is kept there now, by treat. Nobody has to end what is over. One query."""
    kept = defaultdict(list)
    for aside in SettingAside.objects.standing().filter(treat__merchant=merchant).select_related("organisation"):
        kept[aside.treat_id].append(aside)
    return kept


@register.inclusion_tag("referrals/counter_asides.html", takes_context=True)
def kept_of(context, treat, kept):
    """`{% kept_of treat kept %}`: how many of this kind are kept, for which organisations and until when; nothing where none hangs."""
    # A phone's own copy of the counter gets no `kept`: tomorrow it would still show it.
    asides = kept[treat.pk] if kept and treat.waiting else []
    request = context["request"]
    return {
        "treat": treat,
        "asides": asides,
        "number": min(len(asides), treat.waiting),
        "is_let_go": request.GET.get("los") == treat.kind.slug,
        "token": context["link"].token,
        "csrf_token": context.get("csrf_token"),
    }

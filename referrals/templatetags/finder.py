from django import template

register = template.Library()


@register.simple_tag
def list_link(wishes, slug):
    """`{% list_link wishes place.slug %}`: this same page with the place added to one's list, or taken from it."""
    return f"{wishes.toggled(slug).query_of_page}#{slug}"

"""Asking the finder itself, without a page around it."""

from dataclasses import replace

from django.utils import timezone

from referrals import finder
from referrals.directory import look
from referrals.wishes import Near, Wishes

HERE = Near(51.05, 3.725, "here")


def north(kilometres):
    return {"lat": 51.05 + kilometres / 111.2, "lng": 3.725}


def find(wishes=None, *, size=20, **more):
    wishes = replace(wishes or Wishes(near=HERE), **more)
    return finder.find(wishes, directory=look(), now=timezone.now(), size=size)


def names(places):
    return [found.merchant.name for found in places]


def chosen(*slugs):
    known = look().choices
    return tuple((known.services | known.treats)[slug] for slug in slugs)

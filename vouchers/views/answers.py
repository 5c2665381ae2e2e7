"""Where a form leads: to a page of our own that can be loaded again without sending anything twice."""

from django.http import HttpResponseRedirect


class SeeOther(HttpResponseRedirect):
    status_code = 303

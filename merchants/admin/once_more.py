"""Who may do what, and where money goes: whoever changes that shows their second lock once more."""

from allauth.account.decorators import reauthentication_required


class AsksOnceMore:
    """For an admin of such rows. Looking asks nothing, and whoever may not change them finds nothing, as ever."""

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        row = self.get_object(request, object_id) if object_id else None
        may = bool(row) and self.has_change_permission(request, row) if object_id else self.has_add_permission(request)
        return _once_more(super().changeform_view, request, may)(request, object_id, *args, **kwargs)

    def delete_view(self, request, object_id, *args, **kwargs):
        row = self.get_object(request, object_id)
        may = bool(row) and self.has_delete_permission(request, row)
        return _once_more(super().delete_view, request, may)(request, object_id, *args, **kwargs)

    def changelist_view(self, request, *args, **kwargs):
        return _once_more(super().changelist_view, request, self.has_view_permission(request))(request, *args, **kwargs)


def _once_more(view, request, may):
    return reauthentication_required(view) if may and request.method == "POST" else view

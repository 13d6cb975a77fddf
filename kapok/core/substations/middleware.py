from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from kapok.core.substations import queries

PREFIX = "/s/"


class SubstationPrefix:
    """Moves `/s/<slug>` from the path into the script name, so routes know nothing of sub-stations.

    Sets `request.substation` (None on the provincial site). An unknown or closed slug is a 404.
    """

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.substation = None
        request.missing_substation = False
        if request.path_info.startswith(PREFIX):
            self._enter(request)
        elif queries.has_domains():
            request.substation = queries.by_domain(request.get_host().partition(":")[0])
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        if request.missing_substation:
            raise Http404

    def _enter(self, request: HttpRequest) -> None:
        slug, _, rest = request.path_info[len(PREFIX) :].partition("/")
        request.substation = queries.by_slug(slug)
        request.missing_substation = request.substation is None
        if request.substation is None:
            return
        script = request.META.get("SCRIPT_NAME", "") + PREFIX + slug
        request.META["SCRIPT_NAME"] = script
        request.path_info = request.META["PATH_INFO"] = "/" + rest

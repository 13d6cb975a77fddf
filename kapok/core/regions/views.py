from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe

from kapok.core.regions import queries
from kapok.core.regions.codes import is_code, is_inside
from kapok.core.regions.fields import WHOLE_COUNTRY
from kapok.core.regions.models import Level, Region, RegionSource


def edition(request: HttpRequest, **options: str) -> str:
    """Changes when an edition is loaded; the language is part of the answer."""
    newest = RegionSource.objects.order_by("-id").values_list("sha256", flat=True).first()
    return sha256(f"{newest} {get_language()} {request.get_full_path()}".encode()).hexdigest()[:32]


@require_safe
@condition(etag_func=lambda request, **options: f'"{edition(request, **options)}"')
def children(request: HttpRequest, root: str = WHOLE_COUNTRY, deepest: str = Level.TOWN) -> HttpResponse:
    """The next step of choosing a place: [{"code", "name", "leaf"}]."""
    parent = request.GET.get("parent", "") or ("" if root == WHOLE_COUNTRY else root)
    if deepest not in Level.values or (parent and not is_code(parent)):
        return HttpResponseBadRequest()
    if root != WHOLE_COUNTRY and not (is_code(root) and is_inside(parent, root)):
        raise Http404
    if parent and not Region.objects.filter(code=parent).exists():
        raise Http404
    response = JsonResponse(_choices(parent, deepest), safe=False)
    patch_cache_control(response, max_age=3600)
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response


def _choices(parent: str, deepest: str) -> list[dict[str, object]]:
    regions = list(queries.children(parent).filter(level__in=queries.down_to([deepest])))
    divided = queries.divided(regions, deepest)
    return [{"code": region.code, "name": region.local_name, "leaf": region.code not in divided} for region in regions]


# core/access stands below this room on the map, so its mark for a public door is left by hand.
children.door = "public"  # type: ignore[attr-defined]
children.reason = "Division names and codes are public reference data."  # type: ignore[attr-defined]

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kapok.core.access import grants_of, public
from kapok.core.access.roles import ROLES, Permission


@public("What each role may do is readable by everybody.")
@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    mine = {grant.role.key for grant in grants_of(request.user)}
    rows = [
        {"role": role, "mine": role.key in mine, "may": [p in role.permissions for p in Permission]}
        for role in ROLES.values()
    ]
    return render(request, "access/roles.html", {"rows": rows, "permissions": list(Permission)})

def everything(request):
    return {}

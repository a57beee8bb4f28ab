from django.conf import settings


def site(request):
    """What every page's frame needs."""
    return {"demo": settings.DEMO}

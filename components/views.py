from django.shortcuts import render

from . import samples


def style_page(request):
    """Every component in every state, from invented people: for staff, and for screenshots."""
    context = {
        "sample": {
            "tones": samples.TONES,
            "states": samples.STATES,
            "clause": samples.CLAUSE,
            "saved_at": samples.SAVED_AT,
            "verdicts": samples.verdicts(),
            **samples.time_samples(),
            **samples.work_samples(),
            **samples.form_samples(),
        }
    }
    return render(request, "components/style_page.html", context)

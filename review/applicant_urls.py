from django.urls import path

from .views import applicant

urlpatterns = [
    path("applications/<int:pk>/submit/", applicant.submit, name="submit"),
    path("applications/<int:pk>/submitted/", applicant.submitted, name="submitted"),
    path("applications/<int:pk>/track/", applicant.track, name="track"),
    path("applications/<int:pk>/timeline/", applicant.timeline, name="timeline"),
]

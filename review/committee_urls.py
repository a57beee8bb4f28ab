from django.urls import path

from .views import archive, committee, meeting_papers, pool, reading, vote

urlpatterns = [
    path("committee/", committee.home, name="committee"),
    path("committee/meetings/new/", committee.plan, name="meeting-plan"),
    path("meetings/<int:pk>/", committee.meeting, name="meeting"),
    path("committee/meetings/<int:pk>/agenda/", committee.agenda, name="meeting-agenda"),
    path("committee/meetings/<int:pk>/recusals/", committee.recuse, name="meeting-recuse"),
    path(
        "committee/meetings/<int:pk>/seats/<int:seat>/sign-in/",
        committee.sign_in,
        name="meeting-sign-in",
    ),
    path(
        "committee/meetings/<int:pk>/seats/<int:seat>/remove/",
        committee.unseat,
        name="meeting-unseat",
    ),
    path(
        "committee/meetings/<int:pk>/seats/<int:seat>/replace/",
        pool.replace,
        name="meeting-replace",
    ),
    path("committee/meetings/<int:pk>/drawing/", pool.drawing, name="meeting-drawing"),
    path("committee/meetings/<int:pk>/way/", meeting_papers.choose, name="meeting-way"),
    path("committee/meetings/<int:pk>/count/", meeting_papers.count, name="meeting-count"),
    path("committee/meetings/<int:pk>/minutes/", meeting_papers.minutes, name="meeting-minutes"),
    path("committee/archives/", archive.archives, name="archives"),
    path("committee/archives/<int:year>/order/", archive.order, name="archive-order"),
    path("committee/archives/<int:year>/file/", archive.file, name="archive-file"),
    path("committee/pool/", pool.listing, name="pool"),
    path("committee/pool/new/", pool.add, name="pool-new"),
    path("committee/pool/import/", pool.take_in, name="pool-import"),
    path("committee/pool/export/", pool.export, name="pool-export"),
    path("committee/pool/<int:pk>/", pool.edit, name="pool-member"),
    path("hrss/", committee.confirmations, name="hrss"),
    path("committee/meetings/<int:pk>/reading/", reading.hand_out, name="meeting-reading"),
    path(
        "committee/meetings/<int:pk>/seats/<int:seat>/reading/",
        reading.hand_out,
        name="meeting-reading-anew",
    ),
    path("reading/", reading.enter, name="reading"),
    path("reading/leave/", reading.leave, name="reading-leave"),
    path("reading/packets/", reading.listing, name="reading-packets"),
    path("reading/packets/<int:pk>/", reading.packet, name="reading-packet"),
    path("reading/packets/<int:pk>/recusal/", reading.declare, name="reading-recusal"),
    path("reading/packets/<int:pk>/papers/<int:paper>/", reading.paper, name="reading-paper"),
    path(
        "reading/packets/<int:pk>/papers/<int:paper>/small/",
        reading.thumbnail,
        name="reading-thumbnail",
    ),
    path("vote/", vote.enter, name="vote"),
    path("vote/ballot/", vote.ballot, name="ballot"),
]

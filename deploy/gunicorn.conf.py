"""The web server's settings, for the office's machine and for the rehearsal (`manage.py demo`)."""

import os

bind = os.environ.get("BIND", "unix:/run/yangcheng-titles/web.sock")
workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 30
keepalive = 5
# A worker starts anew now and then, so that nothing grows without end.
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm"  # noqa: S108  heartbeats must not wait for a busy disk
control_socket_disable = True  # it would be written into the user's home
accesslog = None  # nginx keeps the access log, without query strings
errorlog = "-"

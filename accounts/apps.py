from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who people are and for whom they act."""

    name = "accounts"
    verbose_name = "人员与单位"

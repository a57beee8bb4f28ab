from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    """The design system: tags, the shapes they take, the style page. No models."""

    name = "components"

"""An empty database as the models have it: `python -m benchmarks.chaos.tables`. The migrations make
the same in ten times the time, which `script/bench chaos` takes and the tests do not."""


class NoMigrations:
    """For every app: none."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


if __name__ == "__main__":
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.MIGRATION_MODULES = NoMigrations()
    django.setup()
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)

"""pytest plugin (scripts/test loads it): a skipped test fails the run.

Odoo skips by itself, without a word, when Chromium does not start, when an unpatched
wkhtmltopdf meets several documents, when websocket-client is missing, …
"""


def pytest_sessionfinish(session):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped:
        reporter.write_line(
            f"ERROR: {len(skipped)} skipped; a skipped test counts as a failed one", red=True
        )
        session.exitstatus = 1

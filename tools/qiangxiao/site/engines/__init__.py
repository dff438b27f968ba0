"""The programs that turn staged Markdown into HTML. Each gets a settings file and builds into its own
folder.
"""

ENGINES = ("mkdocs", "zensical")

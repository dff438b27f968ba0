"""Knowledge base and publisher for a city's school-strengthening program (公办初中强校工程)."""

__version__ = "0.1.0"

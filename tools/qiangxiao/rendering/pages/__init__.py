"""One module per family of pages: each turns the edition into pages, touching no disk."""

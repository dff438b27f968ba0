"""Articles for a WeChat official account (公众号): the editor copies them, the program never sends them."""

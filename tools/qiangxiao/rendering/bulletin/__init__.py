"""The bulletin outside the site: PDF, Word, mail and WeChat, all from one resolved `content`."""

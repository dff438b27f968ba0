"""The CSS that makes a feed readable when somebody opens it in a browser instead of a feed reader."""

_STYLESHEET = """\
@charset "UTF-8";
/* One sheet for Atom (feed, entry) and RSS (rss, channel, item): unprefixed names match any namespace. */
feed, rss {
  display: block; max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 3rem;
  color: #1f2328; background: #fff;
  font: 1.05rem/1.75 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
}
feed::before, rss::before {
  display: block; margin-bottom: 1.5rem; padding: .75rem 1rem;
  border-left: .3rem solid #b3261e; background: #f6f3ee; white-space: pre-line;
  content: "这是订阅源，供阅读器自动接收更新。\\a "
    "复制地址栏中的网址，粘贴到阅读器的“添加订阅”处即可；无需注册，随时可以取消。";
}
channel, entry, item { display: block; }
feed > *, channel > *, entry > *, item > * { display: none; }
feed > title, channel > title { display: block; font-size: 1.6rem; font-weight: 700; line-height: 1.35; }
feed > subtitle, channel > description { display: block; margin: .4rem 0 1rem; color: #57606a; }
feed > entry, channel > item { display: block; padding: 1rem 0; border-top: 1px solid #d0d7de; }
entry > title, item > title { display: block; font-size: 1.2rem; font-weight: 700; line-height: 1.45; }
entry > published, item > pubDate { display: inline; margin-right: 1rem; color: #57606a; font-size: .95rem; }
entry > author, item > creator { display: inline; color: #57606a; font-size: .95rem; }
entry > summary, item > description { display: block; margin-top: .35rem; }
item > link { display: block; color: #57606a; font-size: .85rem; overflow-wrap: anywhere; }
entry > link[rel="alternate"] { display: block; color: #57606a; font-size: .85rem; overflow-wrap: anywhere; }
entry > link[rel="alternate"]::after { content: attr(href); }
@media (prefers-color-scheme: dark) {
  feed, rss { color: #e6e6e6; background: #16181c; }
  feed::before, rss::before { background: #24272d; border-left-color: #ff8a80; }
  feed > subtitle, channel > description, entry > published, item > pubDate, entry > author,
  item > creator, item > link, entry > link[rel="alternate"] { color: #a9b1ba; }
}
"""


def feed_stylesheet() -> bytes:
    """Return `feeds/feed.css`, to which every feed document points relatively."""
    return _STYLESHEET.encode()

from qiangxiao.rendering.page import Page
from qiangxiao.rendering.pages import schools
def all_pages(site):
    yield Page("", "首页", "# 首页\n", description="x")
    yield from schools.pages(site)

"""What the search index holds, read back the way the browser reads it."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from qiangxiao.rendering.search_dates import date_terms
from qiangxiao.rendering.search_facets import Card, describe_for_search
from qiangxiao.rendering.search_index import TERM_SHARD_BYTES, render_search_index
from qiangxiao.rendering.search_terms import SearchDocument
from qiangxiao.rendering.search_words import ReaderWords, packaged_words

WORDS = ReaderWords({})


def a_document(
    address: str = "schools/jinjiang/shili/", title: str = "示例初中", **fields: Any
) -> SearchDocument:
    described = {"text": "课堂教学改革。", "kind": "学校"} | fields
    return SearchDocument(address, title, describe_for_search(**described))


def payload(files: Mapping[str, bytes], name: str) -> Any:
    """Return what one script file hands to `qxSearch.put`."""
    script = files[f"{name}.js"].decode()
    start = f"qxSearch.put({json.dumps(name)},"
    assert script.startswith(start) and script.endswith(");\n")
    return json.loads(script[len(start) : -3])


def postings(files: Mapping[str, bytes]) -> dict[str, dict[int, int]]:
    """Return each term's documents and weights, over all shards."""
    found: dict[str, dict[int, int]] = {}
    for number in range(len(payload(files, "meta")["starts"])):
        for term, encoded in payload(files, f"terms-{number}").items():
            document, gap = 0, ""
            for character in encoded:
                if character.isupper():
                    document += int(gap, 32)
                    found.setdefault(term, {})[document] = "ABCDEFGH".index(character)
                    document, gap = document + 1, ""
                else:
                    gap += character
    return found


def terms_of(*documents: SearchDocument) -> dict[str, dict[int, int]]:
    return postings(render_search_index(documents, WORDS))


def test_every_pair_of_neighbouring_characters_is_a_term() -> None:
    assert {"课堂", "堂教", "教学", "学改", "改革"} <= terms_of(a_document()).keys()


def test_pairs_do_not_cross_punctuation() -> None:
    assert "革家" not in terms_of(a_document(text="改革。家长"))


def test_the_weight_tells_how_often_and_whether_in_the_title() -> None:
    found = terms_of(a_document(title="课堂", text="课堂 教学 教学 视导 视导 视导 视导 作业"))
    assert [found[term][0] for term in ("作业", "教学", "视导", "课堂")] == [1, 2, 3, 5]


def test_a_keyword_weighs_like_the_title() -> None:
    assert terms_of(a_document(keywords=("实中",)))["实中"] == {0: 4}


def test_kind_district_measures_and_year_are_searchable() -> None:
    document = a_document(kind="案例", district="锦江区", measure=("深化课堂教学改革",), year="2026")
    assert {"案例", "锦江", "江区", "深化", "2026"} <= terms_of(document).keys()


def test_a_character_that_begins_no_pair_is_a_term() -> None:
    found = terms_of(a_document(text="强师 会 会议"))
    assert "师" in found
    assert "会" not in found  # 会议 begins with it


def test_each_character_of_a_title_is_a_term() -> None:
    assert {"示", "例", "初", "中"} <= terms_of(a_document()).keys()


def test_latin_words_and_numbers_are_terms_beside_chinese() -> None:
    assert {"ppt2019", "年度", "度表", "30"} <= terms_of(a_document(text="PPT2019年度表30%")).keys()


def test_full_width_and_upper_case_are_folded() -> None:
    assert {"ai", "2026"} <= terms_of(a_document(text="ＡＩ与２０２６")).keys()


def test_traditional_characters_are_folded() -> None:
    assert {"锦江", "江区"} <= terms_of(a_document(text="錦江區")).keys()


def test_invisible_characters_do_not_part_words() -> None:
    assert "锦江" in terms_of(a_document(text="锦\u200b江"))


@pytest.mark.parametrize("name", ["\U00020bb7野", "\U00030edd\U00030ede", "䶮龍", "〇一"])
def test_rare_and_extension_characters_form_pairs(name: str) -> None:
    assert name.replace("龍", "龙") in terms_of(a_document(text=name))


def test_titles_have_pinyin_syllables_and_initials() -> None:
    found = terms_of(a_document(title="郫都区示例初中"))
    assert {"^pidu", "^duqu", "^zon", "~pdq", "~lcz"} <= found.keys()


def test_the_traditional_table_holds_only_characters_that_occur() -> None:
    pairs = payload(render_search_index([a_document(text="锦江")], WORDS), "traditional")
    assert "錦锦" in pairs
    assert "龍龙" not in pairs


def test_metadata_holds_facets_and_no_titles() -> None:
    documents = [
        a_document("b/", kind="案例", measure=("甲", "乙"), year="2026"),
        a_document("a/", kind="学校", district="锦江区"),
    ]
    meta = payload(render_search_index(documents, WORDS), "meta")
    facets = meta["facets"]
    labels = {
        name: [[facet["values"][i] for i in facet["sets"][ord(code) - 48]] for code in facet["codes"]]
        for name, facet in facets.items()
    }
    assert labels == {
        "kind": [["学校"], ["案例"]],
        "district": [["锦江区"], []],
        "measure": [[], ["乙", "甲"]],
        "year": [[], ["2026"]],
    }
    assert [facet["label"] for facet in facets.values()] == ["类型", "区县", "措施", "年份"]
    assert "示例初中" not in json.dumps(meta, ensure_ascii=False)


def test_titles_addresses_and_texts_are_kept_as_written() -> None:
    files = render_search_index([a_document(title="<b>ＡＩ", text=" 一。\n\n 二  三")], WORDS)
    assert payload(files, "titles-0") == [["<b>ＡＩ", "schools/jinjiang/shili/"]]
    assert payload(files, "texts-0") == ["一。\n二 三"]


def some_documents(count: int) -> list[SearchDocument]:
    source = random.Random(3)
    characters = [chr(0x4E00 + 7 * number) for number in range(2_000)]
    return [
        a_document(
            f"schools/d/s{number}/", f"示例第{number}初中", text="".join(source.choices(characters, k=300))
        )
        for number in range(count)
    ]


def test_the_same_documents_in_any_order_give_the_same_bytes() -> None:
    documents = some_documents(40)
    assert render_search_index(documents, packaged_words()) == render_search_index(
        documents[::-1], packaged_words()
    )


def test_shards_stay_near_their_size_and_are_in_the_order_of_javascript() -> None:
    files = render_search_index([*some_documents(150), a_document("x/", text="\U00020bb7野 﨎﨏")], WORDS)
    meta = payload(files, "meta")
    assert len(meta["starts"]) > 2
    shards = [payload(files, f"terms-{number}") for number in range(len(meta["starts"]))]
    keys = [key.encode("utf-16-be") for shard in shards for key in shard]
    assert keys == sorted(keys)
    assert [next(iter(shard)) for shard in shards] == meta["starts"]
    assert (
        max(len(data) for name, data in files.items() if name.startswith("terms-")) < TERM_SHARD_BYTES + 100
    )


def test_a_changed_text_changes_the_version() -> None:
    versions = {
        payload(render_search_index([a_document(text=text)], WORDS), "meta")["version"]
        for text in ("课堂甲", "课堂乙")
    }
    assert len(versions) == 2


def test_synonyms_are_folded_like_queries() -> None:
    words = ReaderWords({"信息技術": ("ＡＩ課",)})
    found = payload(render_search_index([a_document(text="信息技术")], words), "words")
    assert found["synonyms"] == {"ai课": ["信息技术"]}


def test_a_synonym_of_what_no_page_has_is_left_out() -> None:
    words = ReaderWords({"信息技术": ("电脑",), "课堂": ("上课",)})
    assert payload(render_search_index([a_document()], words), "words")["synonyms"] == {"上课": ["课堂"]}


def test_a_day_is_found_by_every_spelling() -> None:
    found = terms_of(a_document(text="2026年10月30日", day=date(2025, 3, 4)))
    assert {"d20261030", "d202610", "d1030", "d20250304", "d202503", "d0304"} <= found.keys()
    assert found["d0304"] == {0: 4}


@pytest.mark.parametrize("text", ["2026-10-30", "2026.10.30", "2026/10/30", "2026 年 10 月 30 日"])
def test_each_spelling_of_a_day_gives_the_same_terms(text: str) -> None:
    assert set(date_terms(text)) == {"d20261030", "d202610", "d1030"}


@pytest.mark.parametrize("text", ["版本 1.10.30", "8:30—10:30", "3月至5月", "电话 20261030123"])
def test_what_is_no_day_gives_no_terms(text: str) -> None:
    assert not set(date_terms(text))


def test_what_sounds_alike_in_the_south_west_has_one_term() -> None:
    assert terms_of(a_document(title="林中"))["^ninzon"] == terms_of(a_document(title="宁宗"))["^ninzon"]


def test_every_everyday_character_has_its_sound() -> None:
    sounds = payload(render_search_index([a_document()], WORDS), "sounds")
    assert "候" in sounds["hou"] and "侯" in sounds["hou"]
    assert sum(map(len, sounds.values())) > 6_700


def test_an_answer_is_kept_beside_its_page() -> None:
    card = Card((("每天作业", "78 分钟"),), (("锦江区", "districts/jinjiang/", "2 所"),))
    files = render_search_index([a_document("b/", card=card), a_document("a/")], WORDS)
    assert payload(files, "meta")["cards"] == [1]
    assert payload(files, "cards-0") == [
        {"facts": [["每天作业", "78 分钟"]], "links": [["锦江区", "districts/jinjiang/", "2 所"]]}
    ]


def test_no_documents_give_an_empty_index() -> None:
    meta = payload(render_search_index([], WORDS), "meta")
    assert (meta["count"], meta["starts"]) == (0, [])


def test_one_address_twice_is_a_bug() -> None:
    with pytest.raises(ValueError, match="share one address"):
        render_search_index([a_document(), a_document()], WORDS)


def test_no_synonym_is_something_bigrams_find_anyway() -> None:
    found_anyway = [
        (word, site) for site, words in packaged_words().synonyms.items() for word in words if word in site
    ]
    assert not found_anyway


def test_synonyms_are_many_and_each_means_one_thing() -> None:
    synonyms = packaged_words().synonyms
    words = [word for others in synonyms.values() for word in others]
    assert len(synonyms) >= 200
    assert len(set(words)) == len(words)
    assert not [word for word in words if len(word) < 2]


def test_a_city_adds_its_own_words() -> None:
    more = packaged_words().extended({"课后服务": ["晚学"], "梨花街": ["老街"]})
    assert more.synonyms["课后服务"][-1] == "晚学" and "托管" in more.synonyms["课后服务"]
    assert more.synonyms["梨花街"] == ("老街",)

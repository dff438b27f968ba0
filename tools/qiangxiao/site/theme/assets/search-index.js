/* Answers queries from the index that rendering/search_index.py writes. No DOM, no messages. */
(() => {
  "use strict";
  const search = window.qxSearch;
  const CHARS = "[\\u3005-\\u3007\\u3400-\\u9fff\\u{20000}-\\u{3ffff}]";
  const HAN = new RegExp("^" + CHARS, "u");
  const RUN = new RegExp(`${CHARS}+|(?:(?!${CHARS})[\\p{L}\\p{N}])+`, "gu");
  const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
  const TOKEN_LIMIT = 12, PREFIX_SHARDS = 4, VARIANT_LIMIT = 4, EXCERPT_LENGTH = 90;
  const FEW = 3, CUT_LIMIT = 3, FALLBACK_LIMIT = 50, CORRECTION_LIMIT = 12, NEAR_LIMIT = 6, WHOLE = 0.999;
  const NUMERALS = "〇一二三四五六七八九";
  const files = new Map();
  const payloads = new Map();
  let meta, words, simplified, spelling;

  search.put = (name, payload) => payloads.set(name, payload);

  const file = (name) => {
    if (!files.has(name)) {
      // Metadata at most ten minutes old names the version of everything else.
      const version = meta ? meta.version : Math.floor(Date.now() / 6e5);
      files.set(name, search.load(`${search.root}search/${search.scope}${name}.js?v=${version}`).then(() => {
        if (!payloads.has(name)) throw new Error(name);
        return payloads.get(name);
      }).catch((error) => { files.delete(name); throw error; }));
    }
    return files.get(name);
  };

  const codeAt = (codes, number) => codes.charCodeAt(number) - 48;

  search.open = async () => {
    const loaded = await file("meta");
    if (meta) return meta;
    words = await file("words");
    let total = 0;
    for (let i = 0; i < loaded.count; i++) total += codeAt(loaded.textLengths, i);
    loaded.average = total / loaded.count || 1;
    search.facets = Object.keys(loaded.facets).map((key) => ({ key, ...loaded.facets[key] }));
    return (meta = loaded);
  };

  // What a reader may look for before typing anything.
  search.popular = () => words.popular;
  search.places = () => words.places.map(([title, address]) => ({ title, url: urlOf(address) }));

  const normal = (text) => {
    const plain = text.normalize("NFKC").toLowerCase().replace(INVISIBLE, "");
    return simplified ? Array.from(plain, (char) => simplified.get(char) || char).join("") : plain;
  };

  // Typed pinyin without its tones, as marks or figures: zuòyè, zuo4ye4 → zuoye; nǚ → nv.
  const unmarked = (text) => text.normalize("NFD").replace(/u\u0308/g, "v").replace(/[\u0300-\u036f]/g, "")
    .replace(/([a-z])[1-5](?=[a-z\s]|$)/g, "$1");

  // 十二 → 12, 三十一 → 31; what is no number up to 99 stays.
  const numeral = (text) => {
    const [tens, ones] = text.includes("十") ? text.split("十") : ["", text];
    const ten = text.includes("十") ? (tens ? NUMERALS.indexOf(tens) : 1) : 0;
    const one = ones ? NUMERALS.indexOf(ones) : 0;
    return ten < 0 || one < 0 || (ones || "").length > 1 ? text : String(ten * 10 + one);
  };

  const two = (number) => number.padStart(2, "0");

  // Dates however spelled become the terms of rendering/search_dates.py.
  const dated = (query) => {
    const now = new Date().getFullYear();
    return query
      .replace(/[〇一二三四五六七八九十]+(?=[月日号期])/g, numeral)
      .replace(/[今去前]年/g, (word) => `${now - "今去前".indexOf(word[0])}年`)
      .replace(/(^|\D)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)/g, "$1$2年$3月$4日")
      .replace(/(^|\D)((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?(?!\d)/g,
        (all, before, year, month, day) => `${before} d${year}${two(month)}${two(day)} `)
      .replace(/(^|\D)((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})(?!\d)\s*月?(?:份)?/g,
        (all, before, year, month) => `${before} d${year}${two(month)} `)
      .replace(/(^|[^\dd])(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]/g,
        (all, before, month, day) => `${before} d${two(month)}${two(day)} `);
  };

  // Without the phrases that only say that something is asked; all of it when nothing else is left.
  const asked = (query) => {
    let rest = query;
    for (const phrase of words.questions) rest = rest.split(phrase).join(" ");
    rest = rest.trim();
    return rest.match(RUN) ? rest : query;
  };

  const tokenise = (query) => {
    const tokens = new Map();
    (query.match(RUN) || []).forEach((text, run) => {
      const chars = Array.from(text), han = HAN.test(text);
      if (!han || chars.length === 1) tokens.set(text, { key: text, run, han, place: 0, prefix: true });
      else for (let i = 0; i + 1 < chars.length; i++) {
        tokens.set(chars[i] + chars[i + 1], { key: chars[i] + chars[i + 1], run, han, place: i });
      }
    });
    const rarity = (char) => meta.common.indexOf(char) + 1 || 1000;
    const rank = ({ key, prefix }) =>
      (prefix ? 2000 : Array.from(key).reduce((sum, char) => sum + rarity(char), 0));
    return [...tokens.values()].sort((a, b) => rank(b) - rank(a));
  };

  const shardOf = (key) => {
    let low = 0, high = meta.starts.length - 1, found = 0;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (meta.starts[middle] <= key) { found = middle; low = middle + 1; } else high = middle - 1;
    }
    return found;
  };

  const decode = (text, visit) => {
    let gap = 0, number = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 64 && code < 73) { number += gap; visit(number++, code - 65); gap = 0; }
      else gap = gap * 32 + (code > 96 ? code - 87 : code - 48);
    }
  };

  // Document → weight; 8 is added where only the beginning of a longer word matches.
  const postings = async ({ key, prefix, han }) => {
    const found = new Map();
    if (!meta.starts.length) return found;
    const first = shardOf(key);
    const last = prefix ? Math.min(shardOf(key + "\uffff"), first + PREFIX_SHARDS - 1) : first;
    const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    for (const shard of await Promise.all(numbers.map((i) => file(`terms-${i}`)))) {
      const terms = prefix ? Object.keys(shard).filter((term) => term.startsWith(key)) : [key];
      for (const term of terms) {
        if (!Object.prototype.hasOwnProperty.call(shard, term)) continue;
        const soft = term === key || han ? 0 : 8;
        decode(shard[term], (number, weight) => {
          const before = found.get(number);
          if (before === undefined || (before > 7 && !soft)) found.set(number, weight + soft);
          else if (before > 7 || !soft) found.set(number, before | weight);
        });
      }
    }
    return found;
  };

  // Tokens with their postings; of a long query only the rarest that occur at all.
  const gather = async (tokens) => {
    const isLong = tokens.length > TOKEN_LIMIT, kept = [];
    const end = Math.min(tokens.length, 3 * TOKEN_LIMIT);
    for (let i = 0; i < end && kept.length < TOKEN_LIMIT; i += TOKEN_LIMIT) {
      const batch = tokens.slice(i, i + TOKEN_LIMIT);
      const lists = await Promise.all(batch.map(postings));
      batch.forEach((token, j) => {
        token.missing = !lists[j].size;
        if (!isLong || lists[j].size) kept.push([token, lists[j]]);
      });
    }
    return kept.slice(0, TOKEN_LIMIT);
  };

  // A pair of characters that no page has, between two pairs that pages have, is only where two words meet.
  const isSeam = ([token, list], gathered) => {
    const has = (place) => gathered.some(([other, found]) =>
      found.size && other.run === token.run && other.place === place && !other.prefix);
    return !list.size && token.han && !token.prefix && has(token.place - 1) && has(token.place + 1);
  };

  // Document → score. A document must cover a share of the query, weighed by how rare each term is; `best` is how
  // much of the query the best one covers.
  const rank = async (tokens, share) => {
    const runs = new Map(), hits = new Map(), scores = new Map();
    let total = 0;
    scores.best = 0;
    const everything = await gather(tokens);
    const gathered = everything.filter((entry) => !isSeam(entry, everything));
    for (const [token, list] of gathered) {
      const size = list.size;
      const idf = size ? Math.log(1 + (meta.count - size + 0.5) / (size + 0.5))
        : Math.log(1 + 2 * meta.count) / 2;
      total += idf;
      runs.set(token.run, (runs.get(token.run) || 0) + 1);
      for (const [number, posting] of list) {
        let hit = hits.get(number);
        if (!hit) hits.set(number, (hit = { score: 0, covered: 0, titled: 0, runs: new Map() }));
        const often = [0, 1, 1.6, 2.2][posting & 3];
        const length = codeAt(meta.textLengths, number) / meta.average;
        const inTitle = posting & 4;
        hit.score += idf * (posting > 7 ? 0.4 : 1) *
          (often * 2.2 / (often + 1.2 * (0.4 + 0.6 * length)) + (inTitle ? 2.5 : 0));
        hit.covered += idf;
        if (inTitle) { hit.titled++; hit.runs.set(token.run, (hit.runs.get(token.run) || 0) + 1); }
      }
    }
    const accept = (need) => hits.forEach((hit, number) => {
      const covered = hit.covered / total;
      scores.best = Math.max(scores.best, covered);
      if (covered < need - 1e-9) return;
      // By the whole query's weight, so that one spelling of a query can be compared with another.
      let score = hit.score / total * covered * covered;
      for (const [run, size] of hit.runs) if (size === runs.get(run)) score *= 1.6;
      const titled = Math.min(1, hit.titled / (codeAt(meta.titleLengths, number) || 1));
      scores.set(number, score * (1 + 2 * titled * titled));
    });
    accept(share || (gathered.length <= 2 ? 1 : gathered.length <= 4 ? 0.6 : 0.5));
    if (!scores.size && !share) accept(0.3);
    return scores;
  };

  const merge = (scores, more, factor) => {
    more.forEach((score, number) => {
      scores.set(number, Math.max(scores.get(number) || 0, score * factor));
    });
    scores.best = Math.max(scores.best, more.best);
  };

  // The query in words of the site: each reader's word replaced, the longest first, and all of them at once.
  const variants = (query) => {
    const found = Object.entries(words.synonyms).filter(([word]) => query.includes(word))
      .sort((a, b) => b[0].length - a[0].length);
    const whole = found.reduce((text, [word, others]) => text.split(word).join(` ${others[0]} `), query);
    const single = [];
    for (const [word, others] of found) {
      for (const other of others) single.push(query.split(word).join(` ${other} `));
    }
    return [...new Set(found.length > 1 ? [whole, ...single] : single)].slice(0, VARIANT_LIMIT);
  };

  // As rendering/search_sounds.py levels a syllable, so that what sounds alike is alike.
  const level = (syllable) => syllable.replace(/^([zcs])h/, "$1").replace(/^l/, "n").replace(/ng$/, "n");

  // The ways to cut typed letters into syllables, those of the fewest first: fang an and fan gan. The last syllable
  // may be unfinished.
  const cutsOf = (letters, known) => {
    const ways = [[[]]], heard = new Set([...known].map(level));
    for (let left = 1; left <= letters.length; left++) {
      const rest = letters.slice(letters.length - left);
      let found = [];
      for (let size = Math.min(6, left); size; size--) {
        const head = rest.slice(0, size);
        // Also what only sounds like one, as "lon" and "ton" do.
        if (known.has(head) || heard.has(level(head))) found = found.concat(ways[left - size].map((way) => [head, ...way]));
      }
      if (!found.length && left < 6 && [...known].some((each) => each.startsWith(rest))) found = [[rest]];
      ways.push(found.sort((a, b) => a.length - b.length).slice(0, CUT_LIMIT));
    }
    return ways[letters.length];
  };
  const syllablesOf = (letters, known) => cutsOf(letters, known)[0];

  const token = (key, place, prefix) => ({ key, place, prefix, han: true, run: 0 });

  const pairsOf = (cut, isUnfinished, first) => {
    const heard = cut.map(level);
    return heard.length < 2 ? [token("^" + heard[0], first, true)] : heard.slice(1).map((syllable, i) =>
      token("^" + heard[i] + syllable, first + i, isUnfinished && i === heard.length - 2));
  };
  const sounded = (pairs, share) => rank(pairs, share || (pairs.length > 4 ? 0.6 : 1));

  // Titles with these syllables in a row; of many, most of them will do.
  const sounding = (cut, isUnfinished, share) => sounded(pairsOf(cut, isUnfinished, 0), share);

  // Pages by what their titles sound like. `pieces` are the typed letters as they were kept apart.
  const pinyin = async (pieces) => {
    const letters = pieces.join(""), size = letters.length;
    // Of more than are looked up, those that no title has would not count.
    if (size <= TOKEN_LIMIT + 2) {
      const threes = size < 3 ? [token("~" + letters, 0, true)]
        : Array.from({ length: size - 2 }, (_, i) => token("~" + letters.slice(i, i + 3), i));
      const scores = await rank(threes, 1);
      if (scores.size) return scores;
    }
    const known = new Set((await file("syllables")).split(" "));
    const apart = pieces.map((piece) => syllablesOf(piece, known));
    const isApart = pieces.length > 1 && apart.every(Boolean);
    const ways = cutsOf(letters, known);
    // Where blanks or an apostrophe stand, one syllable ends: xi'an is not xian.
    const cuts = isApart ? [[].concat(...apart), ...ways] : ways;
    for (const cut of cuts) {
      const alike = await sounding(cut, true);
      if (alike.size) {
        // A whole title with the site's name before it is longer than any title: then also what has a part of it.
        if (alike.size < FEW && cut.length > 4) merge(alike, await sounding(cut, true, 0.2), 0.3);
        return alike;
      }
    }
    if (isApart && apart.some((cut) => cut.length > 1)) {
      const words = apart.map((cut, i) => pairsOf(cut, i === apart.length - 1, 100 * i));
      const alike = await sounded([].concat(...words));
      if (alike.size) return alike;
    }
    const scores = await inWords(letters);
    return scores.size || !cuts.length ? scores : sounding(cuts[0], true, 1e-6);
  };

  // Character → its syllable. Loaded when a query seems misspelled or mixes characters and letters.
  const sounds = async () => {
    if (spelling) return spelling;
    spelling = new Map();
    for (const [syllable, chars] of Object.entries(await file("sounds"))) {
      for (const char of chars) spelling.set(char, syllable);
    }
    return spelling;
  };

  // Typed letters in words that readers and the site use, as far as they are that: what a text says and no title.
  const inWords = async (letters) => {
    await sounds();
    const sayings = new Map();
    const say = (word) => sayings.set(Array.from(word, (char) => level(spelling.get(char) || "?")).join(" "), word);
    words.questions.forEach(say);
    words.popular.forEach(say);
    for (const [word, others] of Object.entries(words.synonyms)) [word, ...others].forEach(say);
    const cut = (syllablesOf(letters, new Set(spelling.values())) || []).map(level);
    const found = [];
    let told = 0;
    for (let i = 0; i < cut.length;) {
      let size = Math.min(8, cut.length - i);
      while (size > 1 && !sayings.has(cut.slice(i, i + size).join(" "))) size--;
      if (size > 1) { found.push(sayings.get(cut.slice(i, i + size).join(" "))); told += size; }
      i += size;
    }
    // A word of half of what was typed is another matter.
    if (told * 3 < cut.length * 2 || !told) return Object.assign(new Map(), { best: 0 });
    const query = found.join(" "), scores = await rank(tokenise(asked(query)));
    for (const variant of variants(query)) merge(scores, await rank(tokenise(asked(variant))), 0.8);
    return scores;
  };

  // The syllables of characters and typed letters in a row, or nothing when one is neither.
  const spoken = async (text) => {
    const table = await sounds();
    const cut = [];
    for (const piece of text.match(/[a-z]+|[^a-z\s]/gu) || []) {
      const found = /^[a-z]/.test(piece)
        ? syllablesOf(piece, new Set((await file("syllables")).split(" "))) : [table.get(piece)];
      if (!found || !found[0]) return null;
      cut.push(...found);
    }
    return cut.length > 1 && cut.length <= CORRECTION_LIMIT ? cut : null;
  };

  // The piece of a text that sounds like these syllables.
  const pieceSounding = (text, cut) => {
    const chars = Array.from(text), heard = chars.map((char) => level(spelling.get(char) || "?"));
    const wanted = cut.map(level).join(" ");
    for (let i = 0; i + cut.length <= chars.length; i++) {
      if (heard.slice(i, i + cut.length).join(" ") === wanted) return chars.slice(i, i + cut.length).join("");
    }
    return "";
  };

  // The query with a word of the site's or of readers' in place of one that only sounds like it.
  const corrected = (query, cut) => {
    const chars = Array.from(query.replace(/\s+/g, "")), heard = cut.map(level);
    if (chars.length !== cut.length) return "";
    const known = new Set();
    for (const [word, others] of Object.entries(words.synonyms)) [word, ...others].forEach((one) => known.add(one));
    for (const word of [...known].sort((a, b) => b.length - a.length)) {
      const letters = Array.from(word), size = letters.length;
      if (size < 2 || query.includes(word)) continue;
      const sound = letters.map((char) => level(spelling.get(char) || "?")).join(" ");
      for (let i = 0; i + size <= chars.length; i++) {
        const same = letters.filter((char, j) => char === chars[i + j]).length;
        // One wrong character of two could be another word; at least half must be right.
        if (same * 2 >= size && heard.slice(i, i + size).join(" ") === sound) {
          return [...chars.slice(0, i), word, ...chars.slice(i + size)].join("");
        }
      }
    }
    return "";
  };

  // What was meant by a query that no page has whole: found by its sound.
  const meant = async (query, scores) => {
    const cut = await spoken(query);
    if (!cut) return "";
    const other = corrected(query, cut);
    if (other) {
      const better = await rank(tokenise(other));
      if (better.best > scores.best) {
        merge(scores, better, 1);
        if (better.best > WHOLE) return other;
      }
    }
    const alike = await sounding(cut, false);
    if (!alike.size) return other;
    merge(scores, alike, 2);
    const first = [...alike].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0][0];
    const { title } = await search.describe(first);
    const piece = pieceSounding(title, cut);
    if (piece) merge(scores, await rank(tokenise(piece)), 1);
    return piece || other || title;
  };

  // Returns documents, best first, the terms to mark in their texts, and what was perhaps meant instead.
  search.find = async (typed) => {
    await search.open();
    let query = dated(normal(typed)), tokens = tokenise(query);
    let scores = await rank(tokens);
    if (!simplified && tokens.some((token) => token.missing && token.han)) {
      const pairs = Array.from(await file("traditional"));
      simplified = new Map();
      for (let i = 0; i < pairs.length; i += 2) simplified.set(pairs[i], pairs[i + 1]);
      if (dated(normal(typed)) !== query) {
        query = dated(normal(typed));
        tokens = tokenise(query);
        scores = await rank(tokens);
      }
    }
    const core = asked(query);
    const also = [...(core === query ? [] : [core]), ...variants(query), ...(core === query ? [] : variants(core))];
    for (const variant of [...new Set(also)].slice(0, 2 * VARIANT_LIMIT)) {
      const others = tokenise(asked(variant));
      merge(scores, await rank(others), variant === core ? 1 : 0.8);
      tokens = tokens.concat(others);
    }
    const pieces = unmarked(query).split(/['’\s]+/).filter(Boolean);
    if (/^[a-z]{2,120}$/.test(pieces.join(""))) merge(scores, await pinyin(pieces), scores.size < 5 ? 0.5 : 1);
    const instead = scores.best > WHOLE ? "" : await meant(core, scores);
    if (scores.size < FEW) {
      // Few pages have enough of it: then the best that have any of it.
      const any = [...await rank(tokens, 1e-6)].sort((a, b) => b[1] - a[1]).slice(0, FALLBACK_LIMIT);
      any.forEach(([number, score]) => { if (!scores.has(number)) scores.set(number, score * 0.1); });
      // Last, single characters of titles: something near is better than nothing.
      const chars = Array.from(new Set(core)).filter((char) => HAN.test(char)).slice(0, NEAR_LIMIT);
      if (!scores.size) merge(scores, await rank(chars.map((char, i) => token(char, 2 * i)), 1e-6), 0.01);
    }
    const documents = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map((entry) => entry[0]);
    return { documents, terms: [...new Set(tokens.map((each) => each.key))], instead };
  };

  // The answer that a page gives in a few lines, or null: facts, and links to pages.
  search.card = async (number) => {
    const at = meta.cards.indexOf(number);
    if (at < 0) return null;
    const size = meta.cardsPerShard;
    const { facts, links } = (await file(`cards-${Math.floor(at / size)}`))[at % size];
    return { facts, links: links.map(([title, address, note]) => ({ title, note, url: urlOf(address) })) };
  };

  // Everything, newest year first: for browsing by filters, from the metadata alone.
  search.all = async () => {
    const { count } = await search.open();
    const year = (number) => search.labels("year", number)[0] || "";
    return Array.from({ length: count }, (_, i) => i)
      .sort((a, b) => (year(a) === year(b) ? a - b : year(a) < year(b) ? 1 : -1));
  };

  search.labels = (facet, number) => {
    const { values, sets, codes } = meta.facets[facet];
    return sets[codeAt(codes, number)].map((i) => values[i]);
  };

  const entry = async (name, size, number) =>
    (await file(`${name}-${Math.floor(number / size)}`))[number % size];

  const urlOf = (address) => {
    const isFile = location.protocol === "file:";
    return search.root + (isFile ? address.replace(/(^|\/)(?=$|[?#])/, "$1index.html") : address);
  };

  search.describe = async (number) => {
    const [title, address] = await entry("titles", meta.titlesPerShard, number);
    return { title, url: urlOf(address) };
  };

  search.text = (number) => entry("texts", meta.textsPerShard, number);

  // The sentence that holds most of the terms, as pieces [text, is marked].
  search.excerpt = (text, terms) => {
    const wanted = terms.map(normal);
    const sentences = text.match(/[^。！？；\n]+[。！？；]*/g) || [""];
    const hits = sentences.map((sentence) => {
      const plain = normal(sentence);
      return wanted.filter((term) => plain.includes(term)).length;
    });
    const chars = Array.from(sentences[hits.indexOf(Math.max(...hits))]);
    const owners = [], marks = [];
    let plain = "";
    chars.forEach((char, i) => {
      const folded = normal(char);
      for (let j = 0; j < folded.length; j++) owners.push(i);
      plain += folded;
    });
    for (const term of wanted) {
      for (let at = plain.indexOf(term); term && at >= 0; at = plain.indexOf(term, at + 1)) {
        if (/[a-z0-9]/.test(term[0]) && /[a-z0-9]/.test(plain[at - 1] || "")) continue;
        for (let j = 0; j < term.length; j++) marks[owners[at + j]] = true;
      }
    }
    const start = Math.max(0, marks.indexOf(true) - 20);
    const pieces = start ? [["…", false]] : [];
    chars.slice(start, start + EXCERPT_LENGTH).forEach((char, i) => {
      const marked = Boolean(marks[start + i]), last = pieces[pieces.length - 1];
      if (last && last[1] === marked) last[0] += char;
      else pieces.push([char, marked]);
    });
    if (chars.length > start + EXCERPT_LENGTH) pieces.push(["…", false]);
    return pieces;
  };
})();

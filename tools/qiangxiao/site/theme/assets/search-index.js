/* Answers queries from the index that rendering/search_index.py writes. No DOM, no messages. */
(() => {
  "use strict";
  const search = window.qxSearch;
  const CHARS = "[\\u3005-\\u3007\\u3400-\\u9fff\\u{20000}-\\u{3ffff}]";
  const HAN = new RegExp("^" + CHARS, "u");
  const RUN = new RegExp(`${CHARS}+|(?:(?!${CHARS})[\\p{L}\\p{N}])+`, "gu");
  const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
  const TOKEN_LIMIT = 12, PREFIX_SHARDS = 4, VARIANT_LIMIT = 3, EXCERPT_LENGTH = 90;
  const files = new Map();
  const payloads = new Map();
  let meta, simplified;

  search.put = (name, payload) => payloads.set(name, payload);

  const file = (name) => {
    if (!files.has(name)) {
      // Metadata at most ten minutes old names the version of everything else.
      const version = meta ? meta.version : Math.floor(Date.now() / 6e5);
      files.set(name, search.load(`${search.root}search/${name}.js?v=${version}`).then(() => {
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
    let total = 0;
    for (let i = 0; i < loaded.count; i++) total += codeAt(loaded.textLengths, i);
    loaded.average = total / loaded.count || 1;
    search.facets = Object.keys(loaded.facets).map((key) => ({ key, ...loaded.facets[key] }));
    return (meta = loaded);
  };

  const normal = (text) => {
    const plain = text.normalize("NFKC").toLowerCase().replace(INVISIBLE, "");
    return simplified ? Array.from(plain, (char) => simplified.get(char) || char).join("") : plain;
  };

  const tokenise = (query) => {
    const tokens = new Map();
    (query.match(RUN) || []).forEach((text, run) => {
      const chars = Array.from(text), han = HAN.test(text);
      if (!han || chars.length === 1) tokens.set(text, { key: text, run, han, prefix: true });
      else for (let i = 0; i + 1 < chars.length; i++) {
        tokens.set(chars[i] + chars[i + 1], { key: chars[i] + chars[i + 1], run, han });
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

  // Document → score. A document must cover a share of the query, weighed by how rare each term is.
  const rank = async (tokens, share) => {
    const runs = new Map(), hits = new Map(), scores = new Map();
    let total = 0;
    const gathered = await gather(tokens);
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
      if (covered < need - 1e-9) return;
      let score = hit.score * covered * covered;
      for (const [run, size] of hit.runs) if (size === runs.get(run)) score *= 1.6;
      const titled = Math.min(1, hit.titled / (codeAt(meta.titleLengths, number) || 1));
      scores.set(number, score * (1 + 2 * titled * titled));
    });
    accept(share || (gathered.length <= 2 ? 1 : gathered.length <= 4 ? 0.6 : 0.5));
    if (!scores.size && !share) accept(0.3);
    return scores;
  };

  const merge = (scores, more, factor) => more.forEach((score, number) => {
    scores.set(number, Math.max(scores.get(number) || 0, score * factor));
  });

  const variants = (query) => {
    const found = [];
    for (const [word, others] of Object.entries(meta.synonyms)) {
      if (!query.includes(word)) continue;
      for (const other of others) found.push([word.length, query.replace(word, other)]);
    }
    return found.sort((a, b) => b[0] - a[0]).slice(0, VARIANT_LIMIT).map((entry) => entry[1]);
  };

  // Cuts typed letters into syllables; the last one may be unfinished.
  const syllablesOf = (letters, known) => {
    if (!letters) return [];
    for (let length = Math.min(6, letters.length); length; length--) {
      const rest = known.has(letters.slice(0, length)) && syllablesOf(letters.slice(length), known);
      if (rest) return [letters.slice(0, length), ...rest];
    }
    return [...known].some((syllable) => syllable.startsWith(letters)) && [letters];
  };

  const pinyin = async (letters) => {
    const token = (key, prefix) => ({ key, prefix, han: true, run: 0 });
    const size = letters.length;
    const threes = size < 3 ? [token("~" + letters, true)]
      : Array.from({ length: size - 2 }, (_, i) => token("~" + letters.slice(i, i + 3)));
    const scores = await rank(threes, 1);
    const cut = syllablesOf(letters, new Set((await file("syllables")).split(" ")));
    if (!cut || scores.size) return scores;
    const pairs = cut.length < 2 ? [token("^" + cut[0], true)]
      : cut.slice(1).map((syllable, i) => token("^" + cut[i] + syllable, i === cut.length - 2));
    return rank(pairs, 1);
  };

  // Returns documents, best first, and the terms to mark in their texts.
  search.find = async (typed) => {
    await search.open();
    let query = normal(typed), tokens = tokenise(query);
    let scores = await rank(tokens);
    if (!simplified && tokens.some((token) => token.missing && token.han)) {
      const pairs = Array.from(await file("traditional"));
      simplified = new Map();
      for (let i = 0; i < pairs.length; i += 2) simplified.set(pairs[i], pairs[i + 1]);
      if (normal(typed) !== query) {
        query = normal(typed);
        tokens = tokenise(query);
        scores = await rank(tokens);
      }
    }
    for (const variant of variants(query)) {
      const others = tokenise(variant);
      merge(scores, await rank(others), 0.8);
      tokens = tokens.concat(others);
    }
    const letters = query.replace(/['’\s]/g, "");
    if (/^[a-z]{2,24}$/.test(letters)) merge(scores, await pinyin(letters), scores.size < 5 ? 0.5 : 1);
    const documents = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map((entry) => entry[0]);
    return { documents, terms: [...new Set(tokens.map((token) => token.key))] };
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

  search.describe = async (number) => {
    const [title, address] = await entry("titles", meta.titlesPerShard, number);
    const isFile = location.protocol === "file:";
    const path = isFile ? address.replace(/(^|\/)(?=$|[?#])/, "$1index.html") : address;
    return { title, url: search.root + path };
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

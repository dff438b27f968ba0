// Half-width marks between Chinese characters: the patterns of `checks/wording.py`, carried out as there.
const BLOCKED = '\u0001';
const AROUND = 12;

/** Return a function from a line to its half-width marks in words, or to null; null itself where a browser cannot. */
export const punctuation = (table) => {
  const every = (text) => new RegExp(text, 'gu');
  let patterns;
  try {
    patterns = { outside: every(table.outside), mark: every(table.mark), pair: every(table.pair), reference: every(table.reference), wide: new RegExp(`^[${table.wide}]$`, 'u') };
  } catch {
    return null; // Safari before 16.4 cannot look behind
  }
  const isWide = (char) => patterns.wide.test(char ?? '');
  const placesIn = (text) => {
    const found = [...text.matchAll(patterns.mark)].map(({ index }) => index);
    const references = new Set([...text.matchAll(patterns.reference)].map(({ index }) => index + 1));
    for (const { index, 0: whole, 1: inside } of text.matchAll(patterns.pair)) {
      const end = index + whole.length;
      const isChinese = isWide(inside[0]) || isWide(inside.slice(-1)) || (isWide(text[index - 1]) && isWide(text[end]));
      if (isChinese && !references.has(index)) found.push(index, end - 1);
    }
    return found.sort((one, other) => one - other);
  };
  const corrected = (text, places) => {
    const wrong = new Set(places);
    return [...text].map((char, at) => {
      if (wrong.has(at)) return table.full[table.half.indexOf(char)];
      return char === ' ' && wrong.has(at - 1) && text[at - 1] !== ')' ? '' : char;
    }).join('');
  };
  const example = (text, places) => {
    const first = Math.max(text.lastIndexOf(BLOCKED, places[0]) + 1, places[0] - AROUND);
    const blocked = text.indexOf(BLOCKED, places[0]);
    const last = Math.min(places[0] + AROUND, blocked < 0 ? text.length : blocked);
    return corrected(text.slice(first, last), places.map((place) => place - first).filter((place) => place < last - first)).trim();
  };
  return (line) => {
    const text = line.replace(patterns.outside, (words) => BLOCKED.repeat(words.length));
    const places = placesIn(text);
    if (!places.length) return null;
    const count = places.length > 1 ? `有 ${places.length} 个` : '用了';
    return `${table.message.replace('{}', count)}${table.hint.replace('{}', example(text, places))}`;
  };
};

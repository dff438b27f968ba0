// What the doors would say of a draft, while it is written: the rules about words, punctuation and consent.
import { linesOf } from './draft.js';
import { punctuation } from './punctuation.js';
import { looker } from './words.js';

const FENCE = /^ {0,3}(?:```|~~~)/;
const KEY = /^\s*(?:- +)*(?:[A-Za-z_][\w-]*:(?: +|$))?/;

/** Photos that are there and that not everybody on them is known to agree to. */
export const unasked = (photos, words) =>
  Object.entries(photos ?? {}).filter(([, photo]) => photo?.file && photo.consent !== 'true').map(([at, photo]) => ({
    place: `photos.${at}.consent`,
    isFault: false,
    text: words.replace('{}', photo.alt ? `（${photo.alt}）` : `（第 ${+at + 1} 张）`),
  }));

/** Return a function from a draft's path and values to notes: each the place of a field, what is wrong, and how badly. */
export const judge = (words, rules) => {
  const look = looker(words);
  const halfWidth = punctuation(words.punctuation);
  const ofMarks = (text, places) => {
    if (!halfWidth) return [];
    let isCode = false;
    return text.split('\n').flatMap((line, at) => {
      const isBody = places[at] === 'body';
      if (isBody && FENCE.test(line)) isCode = !isCode;
      const said = places[at] && !isCode ? halfWidth(isBody ? line : line.replace(KEY, '')) : null;
      return said ? [{ place: places[at], isFault: false, text: said }] : [];
    });
  };
  return (path, values) => {
    const { text, places } = linesOf(values);
    const ofWords = look(path, text).map(({ isFault, said, where, line }) => {
      const place = places[line - 1] ?? '';
      return { place, isFault, text: place === 'body' && where ? `${said}（${where}）` : said };
    });
    const photos = {};
    for (const [key, value] of Object.entries(values)) {
      const [, at, name] = /^photos\.([0-9]+)\.(file|alt|consent)$/.exec(key) ?? [];
      if (at) photos[at] = { ...photos[at], [name]: value };
    }
    return [...ofWords, ...unasked(photos, rules.consent), ...ofMarks(text, places)];
  };
};

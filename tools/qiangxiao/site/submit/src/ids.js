// The ids of goals, indicators and tasks: the form gives them, and calls each by its number and title.
import { contentOf } from './format.js';

const titleOf = (item) => String(item.title ?? item.name ?? item.finding ?? item.what ?? '').split('\n')[0].slice(0, 40);
const numberOf = (id, letter) => (new RegExp(`^${letter}[0-9]+$`).test(id ?? '') ? +id.slice(letter.length) : 0);

/** The parts of a draft that have an id or need one, by list: `{ at, id, title }` each. */
const partsOf = (values, list) => {
  const parts = new Map();
  for (const [key, value] of Object.entries(values)) {
    const [, at, name] = new RegExp(`^${list}\\.([0-9]+)(?:\\.([a-z_]+))?$`).exec(key) ?? [];
    if (at === undefined) continue;
    const part = parts.get(at) ?? { at };
    if (name) part[name] = value;
    parts.set(at, part);
  }
  return [...parts.values()];
};

/** Give every new part of a draft the next free id, and none that was used before. */
export const giveIds = (values, before, lists) => {
  for (const [list, [letter]] of Object.entries(lists)) {
    const parts = partsOf(values, list);
    let highest = Math.max(0, ...[...parts, ...partsOf(before, list)].map(({ id }) => numberOf(id, letter)));
    for (const { at, id } of parts) if (!id) values[`${list}.${at}.id`] = `${letter}${(highest += 1)}`;
  }
};

/** What a part with an id is called, with its title if it has one. */
export const calledBy = (id, letter, word, title) => {
  const number = numberOf(id, letter);
  const called = number ? `${word} ${number}` : '';
  return [called, title].filter(Boolean).join('：') || id;
};

/** Words for the ids in a draft, by id. */
export const namesInDraft = (values, lists) =>
  Object.fromEntries(Object.entries(lists).flatMap(([list, [letter, word]]) =>
    partsOf(values, list).filter(({ id }) => id).map((part) => [part.id, calledBy(part.id, letter, word, titleOf(part))])));

/** Words for the ids in the school's own files that there is one of each, by list. */
export const namesInStore = (store, singletons, ids) => {
  const found = {};
  for (const { name, file } of singletons.filter((single) => ids[single.name])) {
    const kept = store.get(file);
    if (!kept) continue;
    const { data } = contentOf(file, typeof kept.data === 'string' ? kept.data : new TextDecoder().decode(kept.data));
    for (const [list, [letter, word]] of Object.entries(ids[name])) {
      const items = Array.isArray(data[list]) ? data[list] : [];
      found[list] = items.filter((item) => item?.id).map((item) => ({ value: item.id, label: calledBy(item.id, letter, word, titleOf(item)) }));
    }
  }
  return found;
};

/** The lists to choose from, with what the school wrote itself and has not sent yet, and a few that may follow. */
export const withOwn = (lists, own, ids) => {
  const made = { ...lists };
  for (const [list, [letter]] of Object.values(ids).flatMap((one) => Object.entries(one))) {
    const known = own[list] ?? [];
    if (!known.length || !made[`@${list}`]) continue;
    const highest = Math.max(0, ...known.map(({ value }) => numberOf(value, letter)));
    const isNext = ({ value }) => numberOf(value, letter) > highest && numberOf(value, letter) <= highest + 3;
    made[`@${list}`] = [...known, ...made[`@${list}`].filter(isNext)];
  }
  return made;
};

/** Call what can be chosen in a form's fields by the words of `names`, in place. */
export const rename = (fields, names) => {
  for (const field of fields ?? []) {
    if (Array.isArray(field.options)) for (const option of field.options) if (names[option?.value]) option.label = names[option.value];
    rename(field.fields, names);
  }
};

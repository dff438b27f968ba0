// What the doors would say, beside the fields while they are filled in; what is to know of a choice; a line that counts.
import { giveIds, namesInDraft, rename } from './ids.js';

const PATIENCE = 300; // milliseconds after the last key
const TRIES = 60; // steps towards a field that the form has not drawn yet

const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

const sections = () => [...document.querySelectorAll('#nc-root section[data-key-path]')];
const pathOf = (section) => section.dataset.keyPath;

/** The field of a place as it is drawn, or the nearest one around it. */
const drawn = (place, all) => {
  for (let path = place; path; path = path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : '') {
    const found = all.find((section) => pathOf(section) === path);
    if (found) return found;
  }
  return undefined;
};

const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/** Go to a field, through those between, as the form draws only what is near. */
const goTo = async (place) => {
  for (let step = 0; step < TRIES; step += 1) {
    const all = sections();
    const target = drawn(place, all);
    (target ?? all.at(step % 8 === 7 ? 0 : -1))?.scrollIntoView({ block: 'center' });
    if (target && (pathOf(target) === place || step > 6)) break;
    await pause(60);
  }
};

const show = (section, notes) => {
  const kept = section.querySelector(':scope > .qxf-notes');
  const said = notes.map(({ isFault, text }) => `${isFault ? '!' : '?'}${text}`).join('\n');
  if (kept?.dataset.said === said) return;
  kept?.remove();
  if (!notes.length) return;
  const list = element('ul', { className: 'qxf-notes' }, ...notes.map(({ isFault, text }) => element('li', { className: isFault ? 'qxf-fault' : 'qxf-doubt', textContent: text })));
  list.dataset.said = said;
  section.append(list);
};

const explain = (section, help) => {
  const told = help[pathOf(section).split('.').pop()];
  if (!told || section.querySelector(':scope > .qxf-help')) return;
  const items = told.items.flatMap(([name, text]) => [element('dt', { textContent: name }), element('dd', { textContent: text })]);
  section.append(element('details', { className: 'qxf-help' }, element('summary', { textContent: told.title }), element('dl', {}, ...items)));
};

const number = (section, names) => {
  const [, list, at] = /^([a-z_]+)\.([0-9]+)\.(?:title|name|finding|what)$/.exec(pathOf(section)) ?? [];
  const called = list ? (names[`${list}.${at}`] ?? '') : '';
  const label = section.querySelector(':scope > header h4');
  if (label && (label.dataset.called ?? '') !== called) label.dataset.called = called;
};

/** Judge every draft of the form as it changes; `form` has the rules, `judge` applies them, `known` gives names by id. */
export const watchDrafts = (judge, { ids, help }, known) => {
  let notes = [];
  let numbers = {};
  let timer = 0;
  let next = 0;
  const text = element('p', { role: 'status' });
  const button = element('button', { type: 'button', className: 'qxf-button', textContent: '看一看' });
  const strip = element('div', { className: 'qxf-strip', hidden: true }, text, button);
  document.body.append(strip);
  button.onclick = () => {
    goTo(notes[next % notes.length].place);
    next += 1;
  };

  const place = () => {
    const all = sections();
    const byField = new Map(all.map((section) => [section, []]));
    for (const note of notes) byField.get(drawn(note.place, all))?.push(note);
    for (const [section, found] of byField) {
      show(section, found);
      explain(section, help);
      number(section, numbers);
    }
    const faults = notes.filter(({ isFault }) => isFault).length;
    const said = [faults ? `${faults} 处不能公开` : '', notes.length > faults ? `${notes.length - faults} 处请再看看` : ''].filter(Boolean).join('，');
    strip.hidden = !notes.length;
    document.documentElement.toggleAttribute('data-noted', notes.length > 0);
    strip.classList.toggle('qxf-strip--fault', faults > 0);
    if (text.textContent !== said) text.textContent = said;
  };

  let isAsked = false;
  new MutationObserver(() => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      place();
    });
  }).observe(document.querySelector('#nc-root'), { childList: true, subtree: true });

  const numbersIn = (values, lists) => Object.fromEntries(Object.entries(values).flatMap(([key, id]) => {
    const [, list, at] = /^([a-z_]+)\.([0-9]+)\.id$/.exec(key) ?? [];
    const [letter, word] = lists[list] ?? [];
    return letter && new RegExp(`^${letter}[0-9]+$`).test(id) ? [[`${list}.${at}`, `${word} ${id.slice(letter.length)}`]] : [];
  }));

  const look = (draft) => {
    const { collection, collectionFile, collectionName, fileName, currentValues, originalEntry } = draft;
    const values = currentValues[Object.keys(currentValues)[0]] ?? {};
    const lists = ids[fileName ?? collectionName] ?? {};
    rename((collectionFile ?? collection).fields, { ...known(), ...namesInDraft(values, lists) });
    numbers = numbersIn(values, lists);
    const path = collectionFile?.file ?? `${collection.folder}/${originalEntry?.slug ?? 'new'}.md`;
    notes = judge(path, values);
    place();
  };

  globalThis.qxForm.ondraft = (draft) => {
    clearTimeout(timer);
    if (!draft) {
      notes = [];
      numbers = {};
      place();
      return;
    }
    const locale = Object.keys(draft.currentValues)[0];
    const lists = ids[draft.fileName ?? draft.collectionName];
    // not within the form's own turn, which it would take for a change made while it drew
    if (lists) queueMicrotask(() => giveIds(draft.currentValues[locale], draft.originalValues[locale] ?? {}, lists));
    timer = setTimeout(() => look(draft), PATIENCE);
  };
};

// What the school changed, and the zip that carries it to the editor.
import { strToU8, zipSync } from 'fflate';
import { contentOf, saysTheSame } from './format.js';
import { unasked } from './judge.js';

const TEXT = /\.(yml|md)$/;
const asText = (data) => (typeof data === 'string' ? data : new TextDecoder().decode(data));
const asBytes = (data) => (typeof data === 'string' ? strToU8(data) : new Uint8Array(data));

/** Put the site's files into the store; what the school changed itself stays. */
export const seed = async (store, files) => {
  for (const [path, text] of Object.entries(files)) {
    const kept = store.get(path);
    if (!kept || (kept.base !== undefined && saysTheSame(path, asText(kept.data), kept.base))) {
      if (kept?.base !== text) await store.put(path, { data: text, base: text, at: 0 });
    } else if (kept.base !== text) {
      const isOvertaken = kept.base !== undefined && !saysTheSame(path, kept.base, text) && !saysTheSame(path, asText(kept.data), text);
      await store.put(path, { ...kept, base: text, isOvertaken: isOvertaken || (kept.isOvertaken ?? false) });
    }
  }
  // what is gone from the site and was not changed here
  for (const path of store.paths()) {
    const kept = store.get(path);
    if (kept.base !== undefined && !(path in files) && saysTheSame(path, asText(kept.data), kept.base)) await store.remove(path);
  }
};

const titleOf = (path, text) => {
  const { data } = contentOf(path, text);
  return data.title ?? data.topic ?? data.semester ?? '';
};

/** What the form's configuration says of the kind of file at a path: its label, its fields. */
const kindOf = ({ singletons, collections }, path) =>
  singletons.find(({ file }) => file === path) ?? collections.find(({ folder }) => path.startsWith(`${folder}/`)) ?? { label: path, fields: [] };

/** What is wrong with one file that no single field can see. */
const faults = (path, text, kind, { evidence }) => {
  const { data } = contentOf(path, text);
  const name = path.split('/').pop();
  const found = [];
  if (kind.slug?.template.startsWith('{{fields.date}}') && data.date && !name.startsWith(data.date))
    found.push(`日期改成了 ${data.date}，而这一篇的网址里是 ${name.slice(0, 10)}。请把日期改回来，或者放弃这一篇，另写一篇。`);
  for (const { name: key, label, fields } of kind.fields) {
    if (!Array.isArray(data[key]) || !fields?.some((field) => field.name === 'id')) continue;
    const ids = data[key].map((item) => item?.id).filter(Boolean);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
    if (twice.length) found.push(`${label}的编号重复了：${[...new Set(twice)].join('、')}。每个编号只能用一次。`);
  }
  if (data.starts_on && data.ends_on && data.starts_on > data.ends_on) found.push('结束日期早于开始日期。');
  const years = (Array.isArray(data.indicators) ? data.indicators : []).flatMap((item) => Object.keys(item?.targets ?? {}));
  const outside = years.filter((year) => (data.starts_on && year < data.starts_on.slice(0, 4)) || (data.ends_on && year > data.ends_on.slice(0, 4)));
  if (outside.length) found.push(`目标年份 ${[...new Set(outside)].join('、')} 不在方案期限之内。`);
  const level = data.evidence?.level;
  const lacking = (evidence[level] ?? []).filter((key) => !data.evidence[key]);
  if (lacking.length) {
    const parts = kind.fields.find((field) => field.name === 'evidence').fields;
    const label = (key) => parts.find((field) => field.name === key).label;
    found.push(`${label('level')}是“${level}”，请填写${lacking.map((key) => `“${label(key)}”`).join('')}，或改用更低的${label('level')}。`);
  }
  return found;
};

/** The files that differ from the site's, each with its name in words and what to look at; `look` reads its words. */
export const changesOf = (store, { config, rules }, look = () => []) => {
  const used = new Set();
  const found = [];
  for (const path of store.paths().filter((name) => TEXT.test(name))) {
    const { data, base, isOvertaken } = store.get(path);
    const text = asText(data);
    for (const [photo] of text.matchAll(new RegExp(rules.photo, 'g'))) used.add(photo);
    if (base === undefined || !saysTheSame(path, text, base)) {
      const kind = kindOf(config, path);
      const words = look(path, text);
      const said = (isFault) => words.filter((breach) => breach.isFault === isFault).map(({ said: told, where }) => `${told}（${where}）`);
      const open = unasked(contentOf(path, text).data.photos, rules.consent).map(({ text: told }) => told);
      found.push({ path, kind: kind.label, title: titleOf(path, text), isNew: base === undefined, isOvertaken, faults: [...faults(path, text, kind, rules), ...said(true)], doubts: [...open, ...said(false)] });
    }
  }
  for (const path of store.paths().filter((name) => !TEXT.test(name))) {
    const [folder, name] = path.split('/').slice(-2);
    // a photo that no page shows is not sent
    if (used.has(`${folder}/${name}`)) found.push({ path, kind: '照片', title: name, isNew: true, isPhoto: true, size: asBytes(store.get(path).data).length, faults: [], doubts: [] });
  }
  return found;
};

const EPOCH = new Date(1980, 0, 1);

/** The contribution package: entries are paths of the repository. */
export const packed = (store, changes) => {
  const entries = {};
  for (const { path } of changes) entries[path] = [asBytes(store.get(path).data), { level: TEXT.test(path) ? 6 : 0, mtime: EPOCH }];
  return new Blob([zipSync(entries)], { type: 'application/zip' });
};

export const drop = async (store, path) => {
  const { base } = store.get(path);
  if (base === undefined) await store.remove(path);
  else await store.put(path, { data: base, base, at: Date.now() });
};

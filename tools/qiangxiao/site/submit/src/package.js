// What the school changed, and the zip that carries it to the editor.
import { strToU8, zipSync } from 'fflate';
import { contentOf, saysTheSame } from './format.js';

const KINDS = [
  [/\/school\.yml$/, '学校档案'],
  [/\/support\.yml$/, '支持关系'],
  [/\/teaching\.yml$/, '教学情况'],
  [/\/baseline\.md$/, '起点评估'],
  [/\/plan\.yml$/, '三年行动方案'],
  [/\/updates\//, '进展'],
  [/\/cases\//, '案例'],
  [/\/inspections\//, '教学视导'],
  [/\/visits\//, '专家指导'],
  [/\/monitoring\//, '质量监测'],
  [/\/media\//, '照片'],
];
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

/** What is wrong with one file that no single field can see. */
const faults = (path, text) => {
  const { data } = contentOf(path, text);
  const day = /\/(?:updates|visits)\/([0-9]{4}-[0-9]{2}-[0-9]{2})-/.exec(path)?.[1];
  const found = [];
  if (day && data.date && day !== data.date)
    found.push(`日期改成了 ${data.date}，而这一篇的网址里是 ${day}。请把日期改回来，或者放弃这一篇，另写一篇。`);
  const ids = (list) => (Array.isArray(list) ? list.map((item) => item?.id).filter(Boolean) : []);
  for (const [key, word] of [['objectives', '目标'], ['indicators', '指标'], ['tasks', '任务'], ['problems', '问题'], ['actions', '整改事项']]) {
    const twice = ids(data[key]).filter((id, at, all) => all.indexOf(id) !== at);
    if (twice.length) found.push(`${word}的编号重复了：${[...new Set(twice)].join('、')}。每个编号只能用一次。`);
  }
  if (data.starts_on && data.ends_on && data.starts_on > data.ends_on) found.push('结束日期早于开始日期。');
  const years = (Array.isArray(data.indicators) ? data.indicators : []).flatMap((item) => Object.keys(item?.targets ?? {}));
  const outside = years.filter((year) => (data.starts_on && year < data.starts_on.slice(0, 4)) || (data.ends_on && year > data.ends_on.slice(0, 4)));
  if (outside.length) found.push(`目标年份 ${[...new Set(outside)].join('、')} 不在方案期限之内。`);
  const level = data.evidence?.level;
  if (['对照或增值', '前后对比'].includes(level) && !(data.evidence.before && data.evidence.after))
    found.push(`证据等级是“${level}”，请填之前和之后的数值，或改用更低的证据等级。`);
  if (level === '问卷或访谈' && !data.evidence.sample) found.push('证据等级是“问卷或访谈”，请填样本数。');
  return found;
};

/** The files that differ from the site's, each with its name in words and what to look at. */
export const changesOf = (store) => {
  const used = new Set();
  const found = [];
  for (const path of store.paths().filter((name) => TEXT.test(name))) {
    const { data, base, isOvertaken } = store.get(path);
    const text = asText(data);
    for (const [, photo] of text.matchAll(/media\/([a-z0-9-]+\.[a-z]+)/g)) used.add(photo);
    if (base === undefined || !saysTheSame(path, text, base)) {
      const kind = KINDS.find(([pattern]) => pattern.test(path))?.[1] ?? path;
      found.push({ path, kind, title: titleOf(path, text), isNew: base === undefined, isOvertaken, faults: faults(path, text) });
    }
  }
  for (const path of store.paths().filter((name) => !TEXT.test(name))) {
    const name = path.split('/').pop();
    // a photo that no page shows is not sent
    if (used.has(name)) found.push({ path, kind: '照片', title: name, isNew: true, size: asBytes(store.get(path).data).length, faults: [] });
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

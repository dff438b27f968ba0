// A content file's text ↔ what the form holds. Every value is text, as it stands in the file; nothing is lost.
import { parse, stringify } from 'yaml';

const YEAR = /^[0-9]{4}$/;
const FRONT_MATTER = /^---[ \t]*\n([\s\S]*?)\n?---[ \t]*\n?([\s\S]*)$/;

const isTable = (part) => part !== null && typeof part === 'object' && !Array.isArray(part);

/** A table by year becomes a list of rows; photos get the address that the form knows them by. */
const toForm = (part, photo) => {
  if (Array.isArray(part)) return part.map((item) => toForm(item, photo));
  if (isTable(part)) {
    const rows = Object.entries(part);
    if (rows.length && rows.every(([key]) => YEAR.test(key))) return rows.map(([_year, _value]) => ({ _year, _value }));
    return Object.fromEntries(rows.map(([key, value]) => [key, toForm(value, photo)]));
  }
  return typeof part === 'string' && photo.test(part) ? `/${part}` : part;
};

const isEmpty = (part) => part === null || part === undefined || part === '' || (typeof part === 'object' && !Object.keys(part).length);

/** The reverse; what is empty is left out, because a key without a value is an error. */
const toFile = (part, photo) => {
  if (Array.isArray(part)) {
    if (part.length && part.every((row) => isTable(row) && '_year' in row))
      return Object.fromEntries(part.filter((row) => row._year).map((row) => [row._year, toFile(row._value, photo)]));
    return part.map((item) => toFile(item, photo)).filter((item) => !isEmpty(item));
  }
  if (isTable(part)) return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, toFile(value, photo)]).filter(([, value]) => !isEmpty(value)));
  if (typeof part !== 'string') return isEmpty(part) ? part : String(part);
  const text = part.trim();
  return photo?.test(text.replace(/^\//, '')) ? text.replace(/^\//, '') : text;
};

const read = (text) => parse(text, { schema: 'failsafe' }) ?? {};
const write = (data, photo) => stringify(toFile(data, photo), { lineWidth: 0 });

export const isMarkdown = (path) => path.endsWith('.md');

/** Data and body of a file, for comparing two of them. */
export const contentOf = (path, text) => {
  const lines = text.replace(/\r\n?/g, '\n');
  if (!isMarkdown(path)) return { data: read(lines), body: '' };
  const found = FRONT_MATTER.exec(lines);
  return found ? { data: read(found[1]), body: found[2].trim() } : { data: {}, body: lines.trim() };
};

const inOrder = (part) => {
  if (Array.isArray(part)) return part.map(inOrder);
  if (isTable(part)) return Object.fromEntries(Object.keys(part).sort().map((key) => [key, inOrder(part[key])]));
  return part;
};

/** Whether two texts of a file say the same, however they are written. */
export const saysTheSame = (path, one, other) => {
  const [a, b] = [one, other].map((text) => contentOf(path, text));
  const bare = (body) => body.split('\n').map((line) => line.trimEnd()).join('\n');
  return bare(a.body) === bare(b.body) && JSON.stringify(inOrder(toFile(a.data))) === JSON.stringify(inOrder(toFile(b.data)));
};

const RULE_OF_TABLE = /^\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?$/;
const bareRule = (line) => line.replace(/[ \t]/g, '').replace(/-+/g, '-').replace(/^\||\|$/g, '');

/** The form writes the line under a table's head its own way; what the file had stays. */
export const withRulesOf = (base, text) => {
  const known = new Map(base.split('\n').filter((line) => RULE_OF_TABLE.test(line)).map((line) => [bareRule(line), line]));
  return text.split('\n').map((line) => (RULE_OF_TABLE.test(line) ? (known.get(bareRule(line)) ?? line) : line)).join('\n');
};

/** Both ways of a YAML and of a Markdown file; `photo` is what the place of a photo looks like in a file. */
export const formatsFor = (photo) => ({
  yaml: {
    fromFile: (text) => toForm(read(text), photo),
    toFile: (content) => write(content, photo),
  },
  markdown: {
    fromFile: (text) => {
      const { data, body } = contentOf('x.md', text);
      return { ...toForm(data, photo), body };
    },
    toFile: ({ body = '', ...data }) => `---\n${write(data, photo)}---\n${String(body).trim() ? `\n${String(body).trim()}\n` : ''}`,
  },
});

// The rules about words of `checks/words.yml`, carried out before a form is sent: as in `checks/word_rules.py`.
import { findNumbers } from './numbers.js';
import { cutSentences } from './sentences.js';

const CONTEXT = 400;
const clauseBefore = (before) => before.split(/[,;:]/).pop();

const compiled = (table) => {
  const pattern = (text) => new RegExp(text, 'm');
  const every = (text) => new RegExp(text, 'gm');
  const conditions = (list) => list.map(([scope, text]) => ({ scope, pattern: pattern(text) }));
  return {
    masks: table.masks.map(every),
    negation: {
      forbids: every(table.negation.forbids),
      declines: every(table.negation.declines),
      after: new RegExp(`^(?:${table.negation.after})`),
      resumes: pattern(table.negation.resumes),
    },
    rules: table.rules.map((rule) => ({ ...rule, find: every(rule.find), needs: conditions(rule.needs), unless: conditions(rule.unless) })),
  };
};

const mask = (text, masks) => masks.reduce((left, pattern) => left.replace(pattern, (words) => words.replace(/[^\n|]/g, '□')), text);

const stands = (words, text, resumes) => {
  const last = Math.max(-1, ...[...text.matchAll(words)].map((match) => match.index + match[0].length));
  return last >= 0 && !resumes.test(text.slice(last));
};

const isDenied = (sentence, start, end, { forbids, declines, after, resumes }) => {
  const lead = sentence.context.includes('\n') ? sentence.context.split('\n')[1] : '';
  if (lead.search(forbids) >= 0 || lead.search(declines) >= 0) return true;
  if (after.test(sentence.text.slice(end))) return true;
  const before = sentence.text.slice(0, start);
  const colon = before.lastIndexOf(':');
  const head = colon < 0 ? '' : before.slice(0, colon);
  const governing = head + before.slice(colon + 1).split(';').pop();
  return stands(forbids, governing, resumes) || stands(declines, clauseBefore(before) + sentence.text.slice(start, end), resumes);
};

const scopeOf = (scope, said, context, start, end) => {
  switch (scope) {
    case 'sentence': return said;
    case 'context': return context;
    case 'all': return `${context}\n${said}`;
    case 'before': return said.slice(0, start);
    case 'after': return said.slice(end);
    case 'match': return said.slice(start, end);
    case 'clause': return clauseBefore(said.slice(0, start)) + said.slice(start).split(/[,;:]/)[0];
    default: return said.slice(Math.max(0, start - 20), end + 12);
  }
};

const familyOf = (rule) => (rule.masked ? rule.code.replace(/-likely$/, '') : 'publicity');

/** Return a function that names what breaks the rules in a file: rule, code, line and words of each. */
export const wordRules = (table) => {
  const { masks, negation, rules } = compiled(table);
  return (path, content) => {
    const items = cutSentences(path, content);
    const text = items.map((item) => item.text).join('\n');
    const starts = [];
    items.reduce((position, item) => (starts.push(position), position + item.text.length + 1), 0);
    const masked = mask(text, masks);
    const told = new Set();
    const found = [];
    for (const rule of rules) {
      const all = rule.masked ? masked : text;
      for (const match of all.matchAll(rule.find)) {
        let index = starts.length - 1;
        while (starts[index] > match.index) index -= 1;
        const sentence = items[index];
        const start = match.index - starts[index];
        const end = start + match[0].length;
        const key = `${index} ${familyOf(rule)}`;
        if (!match[0] || told.has(key)) continue;
        const said = all.slice(starts[index], starts[index] + sentence.text.length);
        const around = sentence.context.slice(-CONTEXT);
        const context = rule.masked ? mask(around, masks) : around;
        const holds = ({ scope, pattern }) => pattern.test(scopeOf(scope, said, context, start, end));
        if (!rule.needs.every(holds) || rule.unless.some(holds)) continue;
        if (rule.negatable && isDenied(sentence, start, end, negation)) continue;
        told.add(key);
        found.push({ id: rule.id, code: rule.code, line: sentence.lines[start], words: match[0] });
      }
    }
    return found;
  };
};

/** Return a function that says, in Chinese, what in a file's words may not be published: faults, and doubts. */
export const looker = (table) => {
  const read = wordRules(table);
  return (path, content) => {
    const lines = content.split('\n');
    const isWaived = ({ code, line }) => table.waivers.some((waiver) => waiver.path === path && waiver.rule === code && (lines[line - 1] ?? '').includes(waiver.words));
    const told = (code, line, words) => {
      const { message, hint, severity } = table.codes[code];
      const where = (lines[line - 1] ?? '').trim().slice(0, 30);
      return { isFault: severity === 'error', said: `${message.replace('{}', words.slice(0, 20))}${hint}`, where, line };
    };
    return [
      ...findNumbers(`${path}\n${content}`).map(({ kind, line }) => told(`privacy.${kind}`, line, '')),
      ...read(path, content).filter((breach) => !isWaived(breach)).map(({ code, line, words }) => told(code, line, words)),
    ];
  };
};

// Reads {table, rules, texts, drafts} from standard input; writes what the form says of each text and draft.
import { readFileSync } from 'node:fs';
import { findNumbers } from '../../../tools/qiangxiao/site/submit/src/numbers.js';
import { judge } from '../../../tools/qiangxiao/site/submit/src/judge.js';
import { punctuation } from '../../../tools/qiangxiao/site/submit/src/punctuation.js';
import { wordRules } from '../../../tools/qiangxiao/site/submit/src/words.js';

const { table, rules, texts, drafts } = JSON.parse(readFileSync(0, 'utf8'));
const read = wordRules(table);
const halfWidth = punctuation(table.punctuation);
const look = judge(table, rules);
const said = texts.map(({ path, text }) => ({
  words: read(path, text).map(({ id, line, words }) => [id, line, words]),
  numbers: findNumbers(`${path}\n${text}`).map(({ kind, line }) => [kind, line]),
  marks: text.split('\n').map(halfWidth),
}));
process.stdout.write(JSON.stringify({ texts: said, drafts: drafts.map((values) => look('schools/a/b/updates/new.md', values)) }));
